"""Changed references that may be what a student wrote: they are made, valid, and said without the reference's code."""

from __future__ import annotations

import ast
import contextlib
import re
from pathlib import Path

import numpy as np
import pytest
import torch

from grader.changes import call_operators, driver, expression_words
from grader.changes.call_operators import ELEMENTWISE
from grader.changes.candidates import candidate_changes
from grader.messages import MESSAGES, say

REFERENCE = Path(__file__).parents[3] / "reference"
SOURCE = '''
import numpy as np


def _shifted(x, eps):
    return x - x.max() + eps


def scaled(x, w, eps):
    """Scale x.

    Returns
    -------
    y : ndarray of shape (n,)
        ``y_hat`` times the scale.
    total, count : float
        Sums.

    Notes
    -----
    Nothing.
    """
    n = x.shape[0]
    y_hat = np.tanh(x) * w + _shifted(x, eps)
    total = 0.0
    for t in range(n):
        total += y_hat[t] ** 2
    return (y_hat + w) / n, total, float(n)
'''
X, W = np.array([0.5, -1.0, 2.0]), np.array([1.0, 3.0, -2.0])


def changed(source, definition):
    """The names of a module after a change."""
    names = dict(driver._HELPERS)
    exec(source, names)
    exec(definition, names)
    return names


def answer(definition, *args):
    return changed(SOURCE, definition)["scaled"](*args)


ENGLISH = {
    *re.findall(r"[a-z]+", " ".join(expression_words._OF.values())),
    *re.findall(r"[a-z]+", "the length axis last first entry number rows all entries divided by times minus and to"),
    *re.findall(r"[a-z]+", "transpose square root"), *ELEMENTWISE, *call_operators._ADDED_CALLS,
    *re.findall(r"[A-Za-z]+", " ".join(call_operators._ACTIVATIONS)),
}  # fmt: skip
"""Words and names of library functions that a sentence may have besides what students know."""
CHANGED = {
    "factor_dropped": lambda y, _: ((y + W), None),
    "bracket": lambda y, n: (y + W / n, None),
    "off_by_one": lambda y, n: ((y + W) / n, sum(y[:-1] ** 2)),
    "power_dropped": lambda y, n: ((y + W) / n, sum(y)),
    "accumulate": lambda y, n: ((y + W) / n, y[-1] ** 2),
    "swap": lambda y, _: (sum(y**2), None),
}


@pytest.mark.parametrize("operator", CHANGED)
def test_a_students_change_is_among_the_candidates(operator):
    y = np.tanh(X) * W + X - X.max() + 0.1
    first, second = CHANGED[operator](y, 3)
    found = []
    for change in candidate_changes(SOURCE, "scaled"):
        if change.operator == operator:
            try:
                found.append(answer(change.definition, X, W, 0.1))
            except (AttributeError, TypeError, ValueError, IndexError, NameError):
                continue
    assert any(
        np.shape(a) == np.shape(first) and np.allclose(a, first) and (second is None or np.isclose(b, second))
        for a, b, _ in found
    )


def test_other_arguments_are_tried_as_well():
    (change,) = [
        c for c in candidate_changes(SOURCE, "scaled")
        if c.operator == "argument_exchanged" and set(c.values.values()) == {"x", "w"}
    ]  # fmt: skip
    exchanged, right = answer(change.definition, X, W, 0.1), answer("", W, X, 0.1)
    assert np.allclose(exchanged[0], right[0])


def test_the_likeliest_come_first_and_none_twice():
    changes = candidate_changes(SOURCE, "scaled")
    assert [c.rank for c in changes] == sorted(c.rank for c in changes)
    assert len({(c.function, c.place, c.text) for c in changes}) == len(changes) > 100


def test_changes_of_functions_that_are_called_are_made_and_others_are_not():
    assert {c.function for c in candidate_changes(SOURCE, "scaled")} == {"scaled", "_shifted"}
    assert {c.function for c in candidate_changes(SOURCE, "_shifted")} == {"_shifted"}
    assert candidate_changes(SOURCE, "no_such") == []


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("*.py")), ids=lambda path: path.stem)
def test_sentences_show_nothing_of_the_reference_but_names_that_a_student_knows(path):
    source = path.read_text(encoding="utf-8")
    public = [
        n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")
    ]
    stub = {name for node in public for name in _names_shown(node)}
    for node in public:
        known = _names_shown(node)
        for change in candidate_changes(source, node.name):
            assert set(change.names) <= known
            assert say(
                change.message_id, subject="Yours is", **change.values
            )  # it exists and names these values
            about_calls = change.operator.startswith("call_") or change.operator == "option_dropped"
            for key, value in change.values.items():
                if about_calls and key in ("call", "other"):
                    assert not value.startswith("_")  # a function of a library, or one of the reference's own
                    continue
                names = set(re.findall(r"(?<![\w.])[A-Za-z_]\w*", value))  # not the e of 1e-5
                assert names <= stub | ENGLISH, change.operator
                assert len(value) <= 60


def _names_shown(node):
    """Names that the stub shows of one function: in its docstring, and its parameters."""
    return {*re.findall(r"[A-Za-z_]\w*", ast.get_docstring(node) or ""), *(a.arg for a in node.args.args)}


def test_each_kind_of_change_has_a_message():
    operators = {c.message_id for p in REFERENCE.glob("*.py") for c in _all(p.read_text(encoding="utf-8"))}
    assert operators <= MESSAGES.keys()


def _all(source):
    functions = [n.name for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)]
    return [change for name in functions[:3] for change in candidate_changes(source, name)]


OTHER = '''
import numpy as np


def line(x, s, beta):
    """The mean of ``x`` in the units of ``s``."""
    middle = np.mean(x)
    away = x - middle
    return middle / (1 + beta**2), away * s
'''
TRAINED = '''
import numpy as np


def trained(xs, ys, mask=None):
    """Steps of ``a`` and ``b`` after sorting."""
    order = np.argsort(xs)
    xs = xs[order]
    a, b = 1.0, 2.0
    for x in xs:
        slope = np.tanh(a * x) + b
        a, b = a - slope * (x > 0), b - 2 * slope
    start = ys.mean() - xs.mean()
    return a, b, xs[0] + start
'''


def _trained(step, first=lambda xs, ys: np.min(xs) + np.mean(ys) - np.mean(xs)):
    def train(xs, ys):
        a, b = 1.0, 2.0
        for x in np.sort(xs):
            a, b = step(a, b, x)
        return a, b, first(xs, ys)

    return train


def _b_after_a(a, b, x):
    a = a - (np.tanh(a * x) + b) * (x > 0)
    return a, b - 2 * (np.tanh(a * x) + b)


def _right_step(a, b, x):
    slope = np.tanh(a * x) + b
    return a - slope * (x > 0), b - 2 * slope


def _sigmoid_step(a, b, x):
    slope = 1 / (1 + np.exp(-a * x)) + b
    return a - slope * (x > 0), b - 2 * slope


def _sign_step(a, b, x):
    slope = np.tanh(a * x) + b
    return a - slope * np.sign(x), b - 2 * slope


TRAINED_WRONGLY = {
    "updated_early": (
        _trained(_b_after_a),
        "is updated first and the step of another is computed with the new one",
    ),
    "activation": (_trained(_sigmoid_step), "with the sigmoid in place of the right activation"),
    "activation.slope": (_trained(_sign_step), "if negative values count -1 where they must count 0"),
    "as_given": (
        _trained(_right_step, lambda xs, ys: xs[0] + np.mean(ys) - np.mean(xs)),
        "if xs is used in one place as it was passed",
    ),
    "first_value": (
        _trained(_right_step, lambda xs, ys: np.min(xs) + ys[0] - np.min(xs)),
        "the first or the last value stands where the mean is right",
    ),
}


@pytest.mark.parametrize("kind", TRAINED_WRONGLY)
def test_a_change_of_steps_is_made_and_said(kind):
    wrong, words = TRAINED_WRONGLY[kind]
    xs, ys = np.array([2.0, -0.5, -3.0, 0.25]), np.array([1.0, 5.0, 2.0, 0.5])
    sentences = []
    for change in candidate_changes(TRAINED, "trained"):
        if change.operator == kind.partition(".")[0]:
            names = changed(TRAINED, change.definition)
            with contextlib.suppress(NameError, TypeError, ValueError, IndexError):
                if np.allclose(names["trained"](xs, ys), wrong(xs, ys)):
                    sentences.append(say(change.message_id, subject="Your numbers are", **change.values))
    assert any(words in sentence for sentence in sentences)


def test_a_causal_mask_is_tried_where_a_mask_may_be_left_out():
    source = "def f(q, k, mask=None):\n    return mask\n"
    found = [c for c in candidate_changes(source, "f") if c.operator == "argument_causal"]
    alone, joined = [], []
    for change in found:
        names = changed(source, change.definition)
        q, k = torch.zeros(2, 3), torch.zeros(4, 3)
        alone.append(names["f"](q, k))
        joined.append(names["f"](q, k, torch.tensor([[False, True, True, True]])))
    causal = torch.ones(2, 4, dtype=torch.bool).tril()
    assert all(torch.equal(mask, causal) for mask in alone)
    assert [mask.sum().item() for mask in joined] == [3, 1]


SAID = {
    "first_value": ((2.0 / 10, None), "the first or the last value of x stands where the mean is right"),
    "centred": ((0.0, None), "the mean of x is subtracted, where it should not be"),
    "slope_added": ((None, 0.25), "a factor s(1 - s) too many, where s is s"),
    "square_order": ((3.0 / 16, None), "the square of 1 + beta where the squares are added"),
}
"""For x = (2, 3, 4), s = 1/2, beta = 3: the first result of a change, and how often the right second one it gives."""


@pytest.mark.parametrize("operator", SAID)
def test_a_change_is_made_and_said(operator):
    (first, share), words = SAID[operator]
    found = []
    for change in candidate_changes(OTHER, "line"):
        if change.operator == operator:
            names = changed(OTHER, change.definition)
            with contextlib.suppress(NameError, TypeError, ValueError):
                found.append((names["line"](np.array([2.0, 3.0, 4.0]), 0.5, 3), change))
    assert any(
        (first is None or np.isclose(a, first)) and (share is None or np.isclose(b[-1], share * 0.5))
        and words in say(change.message_id, subject="Your numbers are", **change.values)
        for (a, b), change in found
    )  # fmt: skip


FORMS = """
import numpy as np

def forms(x, h):
    h_new = np.tanh(x + h)
    slope = 1 - h_new**2
    grad = slope * h_new
    scale = (slope + 1) ** -1.5
    cells = np.array([1, 2, 3, 4, 5, 6]).reshape(2, 3)
    turned = cells.T
    hits = np.sum((x > 0) & (h > 0))
    groups = []
    for k in range(2):
        total = 0
        for t in range(3):
            step = np.array([x[t], h[t]])
            total = total + step
        groups.append(step)
    return grad, scale, turned, hits, np.stack(groups)
"""
FORM_X, FORM_H = np.array([0.5, -1.0, 2.0]), np.array([1.0, 0.25, -0.5])
STEPS = np.stack([FORM_X, FORM_H], axis=1)
FORM_CHANGES = {
    "call_added": (
        0,
        (1 - np.tanh(np.tanh(FORM_X + FORM_H)) ** 2) * np.tanh(FORM_X + FORM_H),
        "tanh is applied",
    ),
    "old_for_new": (0, (1 - FORM_H**2) * np.tanh(FORM_X + FORM_H), ""),
    "power_other": (
        1,
        (2 - np.tanh(FORM_X + FORM_H) ** 2) ** -0.5,
        "the power -0.5 in place of the power -1.5",
    ),
    "cut_otherwise": (2, [[1, 2], [3, 4], [5, 6]], "reshape keeps the order of the values"),
    "condition_dropped": (3, 2, "only one of two conditions"),
    "added_up": (4, [STEPS.sum(axis=0)] * 2, "adds up"),
    "index": (4, [[FORM_X[0], FORM_H[2]]] * 2, "the first entry of x"),
}
"""The part of the result that changes, what it becomes, and words of the sentence."""


@pytest.mark.parametrize("operator", FORM_CHANGES)
def test_a_change_of_a_form_is_made_and_said(operator):
    part, wanted, words = FORM_CHANGES[operator]
    found = []
    for change in candidate_changes(FORMS, "forms"):
        if change.operator == operator:
            names = changed(FORMS, change.definition)
            with (
                np.errstate(all="ignore"),
                contextlib.suppress(NameError, TypeError, ValueError, IndexError, AttributeError),
            ):
                found.append((names["forms"](FORM_X, FORM_H)[part], change))
    said = [
        say(change.message_id, subject="Your numbers are", **change.values)
        for given, change in found
        if np.shape(given) == np.shape(wanted) and np.allclose(given, wanted)
    ]
    assert any(words in sentence for sentence in said)


def test_a_bias_may_be_added_to_the_matrix_that_is_multiplied():
    source = "def line(x, W, b):\n    return x @ W + b\n"
    brackets = [change.text for change in candidate_changes(source, "line") if change.operator == "bracket"]
    assert "return x @ (W + b)" in brackets


def test_an_exponent_becomes_another_power_and_no_zero():
    source = "def square(x):\n    return 1 + x ** 2\n"
    changes = {change.text: change.operator for change in candidate_changes(source, "square")}
    assert "return 1 + x ** 0" not in changes
    assert changes["return 1 + x ** 3"] == "power_other"


def test_a_narrow_value_is_tried_in_numpy_and_in_torch():
    third = np.float64(1) / 3
    assert driver._narrow(third) == np.float64(np.float32(third)) != third
    narrow = driver._narrow(torch.tensor(third))
    assert narrow.dtype == torch.float64
    assert narrow.item() == float(np.float32(third))


def test_functions_that_are_tasks_themselves_are_not_changed_where_they_are_called():
    source = "def first(x):\n    return x + 1\n\ndef second(x):\n    return first(x) * 2\n"
    assert {c.function for c in candidate_changes(source, "second")} == {"first", "second"}
    assert {c.function for c in candidate_changes(source, "second", tasks=("first", "second"))} == {"second"}


def test_only_statements_that_another_module_has_too_are_changed():
    right = "def mean(x):\n    n = len(x)\n    total = x.sum()\n    return total / n\n"
    wrong = right.replace("x.sum()", "x.sum() / 2")
    changed = {c.place for c in candidate_changes(wrong, "mean", operators=("factor_dropped", "count"))}
    shared = candidate_changes(wrong, "mean", operators=("factor_dropped", "count"), unaltered=right)
    assert (changed, {c.place for c in shared}) == ({0, 1, 2}, {0, 2})


def test_a_change_knows_which_names_it_puts_together():
    changes = candidate_changes(SOURCE, "scaled")
    assert {("w", "x"), ("x", "w")} <= {c.exchanged for c in changes if c.operator == "other_name"}
    assert ("y_hat", "w") in {c.joined for c in changes if c.operator == "factor_added"}
    assert {c.exchanged for c in changes if c.operator == "sign"} == {None}
