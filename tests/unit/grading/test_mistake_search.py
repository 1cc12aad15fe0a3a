"""Which failing calls have to be explained before a mistake is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.course import Task
from grader.diagnosis import Call, Tolerance, explain
from grader.grading.mistake_search import (
    _find,
    _missing_check,
    _other_exception,
    _proved_of_parts,
    _strict_check,
    plain_data,
)
from grader.model import CodeLine, SourceFile, Verdict
from grader.testing.equality import UNSTATED
from grader.testing.subject import FilePath
from grader.wire import Unsendable

TASK = Task(id="double", function="double", points=1.0)


class Thrice:
    """Known wrong answers: one that multiplies by 3 instead of 2, and converts integers as the statement says."""

    sentences = {"double__thrice": "You multiply by 3."}  # noqa: RUF012

    def of_task(self, _: Task) -> list[str]:
        return list(self.sentences)

    def answer(self, _: str, call: Call) -> Any:
        return 3.0 * np.asarray(call.args[0], dtype=np.float64)


def call(x: np.ndarray, actual: Any) -> Call:
    return Call(
        function="double", args=(x,), kwargs={}, actual=actual, expected=2.0 * np.asarray(x, np.float64)
    )


def thrice(n: int) -> Call:
    x = np.random.default_rng(n).normal(size=n)
    return call(x, 3 * x)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint16", "int32"])
def test_a_mistake_is_named_though_integers_of_few_bits_overflow_as_well(dtype):
    """No known mistake explains what 3 * 100 is in int8."""
    x = np.array([100, 90, 80], dtype=dtype)
    overflowing = call(x, (3 * x).astype(np.float64) + (dtype == "int32"))
    found = _find(TASK, [[thrice(5), thrice(7), overflowing]], Thrice())
    assert found is not None
    assert found.id == "double__thrice"


def test_a_wrong_value_of_integers_of_64_bits_has_to_be_explained():
    x = np.array([100, 90, 80])
    found = _find(TASK, [[thrice(5), thrice(7), call(x, 4.0 * x)]], Thrice())
    assert found is None or found.id != "double__thrice"


def test_overflow_alone_is_no_known_mistake():
    x = np.array([100, 90, 80], dtype=np.int8)
    found = _find(TASK, [[call(x, (2 * x).astype(np.float64))]], Thrice())
    assert found is None or found.id != "double__thrice"


@pytest.mark.parametrize(
    "wrapped", [lambda file: file, lambda file: [1, {"to": (file,)}]], ids=["alone", "nested"]
)
def test_a_call_with_a_file_cannot_be_made_in_another_worker(wrapped):
    file = FilePath("model.pt", Path("/somewhere/model.pt"))
    with pytest.raises(Unsendable, match="a file that another worker does not have"):
        plain_data(Call(function="save", args=(wrapped(file),), kwargs={}, actual=1, expected=1))


@dataclass(frozen=True)
class Finished:
    """As much of an outcome as tells of a missing check."""

    verdict: Verdict
    rule: str = ""
    lines: tuple[CodeLine, ...] = ()
    other_exception: str = ""
    compared: tuple[Callable[[], Call], ...] = ()


def without_values(size, **what):
    """A call of f with so many rows that has no values: it was stopped, or must be refused."""
    x = 1 + np.arange(3.0 * size).reshape(size, 3)
    return lambda: Call(function="f", args=(x,), names=("x",), actual=None, expected=None, **what)


def test_a_missing_check_is_named_by_its_rule_if_nothing_else_is_wrong():
    passed, failed = Finished(Verdict.PASSED), Finished(Verdict.FAILED, "f must be odd")
    found = _missing_check([passed, failed, failed])
    assert found.id == "check:missing"
    assert found.sentence.endswith("The rule: f must be odd.")
    assert _missing_check([passed, failed, Finished(Verdict.FAILED)]) is None
    assert _missing_check([failed, Finished(Verdict.FAILED, UNSTATED)]) == found
    assert _missing_check([Finished(Verdict.FAILED, UNSTATED)]) is None
    assert _missing_check([failed, Finished(Verdict.FAILED, "f must be at least 1")]) is None


def test_a_check_of_a_part_of_the_inputs_is_named_with_what_the_others_have_in_common():
    rule = "f must be odd"
    refused = Finished(Verdict.PASSED, compared=(without_values(4, rule=rule, right=True),))
    accepted = Finished(Verdict.FAILED, rule, compared=(without_values(1, rule=rule),))
    found = _missing_check([refused, accepted])
    assert found.id == "check:missing"
    assert (
        "refuses some and accepts others. Those that it accepts have in common: the first axis of x has length 1."
        in (found.sentence)
    )
    assert found.sentence.endswith("The rule: f must be odd.")
    alike = Finished(Verdict.FAILED, rule, compared=(without_values(4, rule=rule),))
    assert "in common" not in _missing_check([refused, alike]).sentence
    assert "refuses some and accepts others" in _missing_check([refused, alike]).sentence


def test_another_exception_is_named_if_nothing_else_is_wrong():
    other = Finished(Verdict.FAILED, other_exception="It fails with IndexError.")
    assert _other_exception([Finished(Verdict.PASSED), other, other]).sentence == "It fails with IndexError."
    assert _other_exception([Finished(Verdict.PASSED)]) is None
    assert _other_exception([other, Finished(Verdict.FAILED)]) is None


def test_a_check_of_the_students_that_stops_legal_inputs_is_named_if_nothing_else_is_wrong():
    files = [
        SourceFile(
            name="work.py", text="def f(x):\n    if len(x) < 2:\n        raise ValueError\n    return x[0]\n"
        )
    ]

    def ended(line, verdict=Verdict.ERROR, cell=None):
        return Finished(verdict, lines=(CodeLine(file="work.py", line=line, cell=cell),))

    passed = Finished(Verdict.PASSED)
    found = _strict_check([passed, ended(3)], files)
    assert found.id == "check:too_strict"
    assert "stops your function for an input that the statement allows" in found.sentence
    assert _strict_check([ended(3), ended(4)], files) is None
    assert _strict_check([ended(3), Finished(Verdict.FAILED)], files) is None
    assert _strict_check([ended(9)], files) is None
    stopped = replace(ended(3), compared=(without_values(1, error="ValueError"),))
    x = np.ones((4, 3))
    right = Call(function="f", args=(x,), names=("x",), actual=1.0, expected=1.0, right=True)
    passed = Finished(Verdict.PASSED, compared=(lambda: right,))
    found = _strict_check([stopped, passed], files)
    assert found.id == "check:too_strict"
    assert "They have in common: the first axis of x has length 1." in found.sentence
    assert _strict_check([ended(3, cell=1)], files) is None


def test_each_part_of_a_tuple_may_have_a_relation_of_its_own():
    def of(n, *, exact):
        rng = np.random.default_rng(n)
        x = rng.normal(size=(n, 3))
        odd = x if exact else x + rng.normal(size=x.shape)
        return Call(function="f", args=(x,), actual=(2 * x, -x, odd, x), expected=(x, x, x, x))

    tolerance, names = Tolerance(rtol=1e-7, atol=1e-9), ("dx", "dW", "db", "dh")
    two = _proved_of_parts([of(n, exact=True) for n in (4, 5, 6)], tolerance, names)
    assert two.id == "factor:2+sign"
    assert two.sentence.startswith("In your dx: Your result is twice the right one")
    assert "In your dW: Your result has the wrong sign." in two.sentence
    assert "dh" not in two.sentence
    three = _proved_of_parts([of(n, exact=False) for n in (4, 5, 6)], tolerance, names)
    assert three.sentence.endswith("Another part of your result is wrong in another way.")
    assert _proved_of_parts([of(n, exact=True) for n in (4, 5, 6)], tolerance, ("dx",)) is None
    cubes = [
        replace(c, actual=(*c.actual[:3], c.args[0] ** 2)) for c in (of(n, exact=True) for n in (4, 5, 6))
    ]
    assert _proved_of_parts(cubes, tolerance, names) is None  # three sentences would tell too much


def test_a_call_is_wrong_by_the_tolerance_of_its_own_comparison():
    """A single-precision input may give a number that the task's tolerance would refuse."""
    made = []
    for n in (4, 5, 6):
        x = np.random.default_rng(n).normal(size=n)
        made.append(
            Call(
                function="f", args=(x,), actual=(3 * x, 1.0 + 1e-6), expected=(x, 1.0),
                tolerance=Tolerance(rtol=1e-5, atol=0.0),
            )
        )  # fmt: skip
    found = explain(made, Tolerance(rtol=1e-9, atol=0.0))
    assert found.id == "factor:constant"
    strict = [replace(call, tolerance=None) for call in made]
    assert explain(strict, Tolerance(rtol=1e-9, atol=0.0)).id != "factor:constant"
