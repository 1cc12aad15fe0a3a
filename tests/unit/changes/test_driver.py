"""The module that calls changed references gives what the whole changed function would give."""

from __future__ import annotations

import numpy as np
import pytest

from grader.changes import driver
from grader.changes.candidates import candidate_changes

SOURCE = """
import numpy as np

def _half(x):
    return x / 2

def total(x, times=2):
    if times < 0:
        raise ValueError("times")
    result = _half(x)
    for step in range(times):
        if result.sum() > 100:
            return result
        result = result + x
    return result, sum(value for value in x if value > times)
"""


@pytest.fixture
def made():
    changes = candidate_changes(SOURCE, "total")
    bodies = {change.function: list(change.body.statements) for change in changes if change.body}
    sent = [(change.function, change.place, change.text) for change in changes]
    driver.add_module(SOURCE, bodies)
    return changes, driver.prepare(SOURCE, sent)


def outcome(function, *args, **kwargs):
    """As the driver tells it. A local name without a value is a `NameError` there, since it runs single statements."""
    try:
        return "value", function(*args, **kwargs)
    except NameError:
        return "raised", "NameError"
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        return "raised", type(error).__name__


def test_a_changed_statement_gives_what_the_changed_function_gives(made):
    changes, first = made
    x = np.array([1.0, -2.0, 60.0])
    numbers = range(first, first + len(changes))
    seconds, answers = driver.answers(numbers, "total", (x,), {"times": 1})
    assert seconds > 0
    kinds = set()
    for change, (kind, value) in zip(changes, answers, strict=True):
        names = dict(driver._HELPERS)
        exec(SOURCE, names)
        exec(change.definition, names)
        expected = outcome(names["total"], x.copy(), times=1)
        assert kind == expected[0], change
        np.testing.assert_equal(value, expected[1], err_msg=change.text)
        kinds.add(kind)
    assert kinds == {"value", "raised"}


def test_arguments_and_the_module_stay_as_they_are(made):
    changes, first = made
    x = np.array([1.0, 2.0])
    for _ in range(2):
        driver.answers(range(first, first + len(changes)), "total", (x,), {})
    assert x.tolist() == [1.0, 2.0]
    right = driver._MODULES[SOURCE].names["total"](x)
    np.testing.assert_equal(right, (np.array([2.5, 5.0]), 0))


def test_the_kinds_of_values_of_a_call_are_known(made):
    kinds = driver.shapes(SOURCE, "total", (np.ones((2, 3)),), {"times": 0})
    assert kinds["total"]["result"] == kinds["_half"]["x"] == "(2, 3)"
    assert kinds["total"]["times"] == "number"
    assert driver.shapes(SOURCE, "total", (np.ones(2),), {"times": -1}).keys() == {"total"}


def test_a_module_that_cannot_run_has_no_valid_change():
    source = "import no_such_package\n\ndef f(x):\n    return x\n"
    driver.add_module(source, {"f": ["return x"]})
    first = driver.prepare(source, [("f", 0, "return -x")])
    assert driver.answers([first], "f", (1.0,), {})[1] == [("raised", "SyntaxError")]
    assert driver.shapes(source, "f", (1.0,), {}) == {}


def test_what_takes_too_long_is_left_out(monkeypatch):
    monkeypatch.setattr(driver, "_LIMIT_S", 0.01)
    source = "def f(x):\n    return x\n"
    driver.add_module(source, {"f": ["return x"]})
    first = driver.prepare(source, [("f", 0, "while True:\n    pass"), ("f", 0, "return (")])
    assert driver.answers([first, first + 1], "f", (1,), {})[1] == [
        ("raised", "Timeout"),
        ("raised", "SyntaxError"),
    ]
    assert driver.answers([first], "f", (1,), {})[1] == [("raised", "SyntaxError")]
