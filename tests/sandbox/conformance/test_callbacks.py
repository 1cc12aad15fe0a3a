"""The student's code calls a function of the test, which runs in the grader."""

from __future__ import annotations

import numpy as np
import pytest
from expectation import error_of

from grader.sandbox.call_failure import NestedCall
from grader.sandbox.callback import Callback

TWICE = "def f(g, *args): return g(*args), g(*args)"
CATCHING = "def f(g, *args):\n  try: return g(*args)\n  except RuntimeError as error: return str(error)"


def test_a_function_of_the_test_is_called_back_with_data(make_worker):
    square = Callback(function=lambda x: x * x, like=(np.zeros(3),))
    first, second = make_worker(TWICE).call("f", [square, np.array([1.0, 2.0, 3.0])]).value
    assert first.tolist() == second.tolist() == [1, 4, 9]


def test_several_callbacks_are_told_apart(make_worker):
    add, negate = (
        Callback(function=lambda x: x + 1, like=(1.0,)),
        Callback(function=lambda x: -x, like=(1.0,)),
    )
    assert make_worker("def f(a, b): return a(b(5.0))").call("f", [add, negate]).value == -4


@pytest.mark.parametrize(
    ("like", "args", "refusal"),
    [
        ((1.0,), [], "called with 0 arguments; it takes 1"),
        (
            (1.0,),
            [float("nan")],
            "argument 1 has another type, shape or dtype than it takes, or is not finite",
        ),
        ((1.0,), ["1.0"], "argument 1"),
        ((1.0,), [True], "argument 1"),
        ((1,), [1.5], "argument 1"),
        ((np.zeros(3),), [np.zeros(4)], "argument 1"),
        ((np.zeros(3),), [np.array([0, np.inf, 0])], "argument 1"),
        ((np.zeros(3),), [np.zeros(3, dtype=complex)], "argument 1"),
        ((1.0, [1.0, 2.0]), [1.0, [1.0, "x"]], "argument 2"),
        (("text",), [b"text"], "argument 1"),
    ],
)
def test_a_callback_refuses_arguments_off_its_template(make_worker, like, args, refusal):
    never = Callback(function=lambda *_: pytest.fail("was called"), like=like)
    assert refusal in make_worker(CATCHING).call("f", [never, *args]).value


def test_a_callback_takes_an_integer_for_a_float_and_a_0_d_array_for_a_number(make_worker):
    double = Callback(function=lambda x: x * 2, like=(1.0,))
    assert make_worker(TWICE).call("f", [double, 3]).value == (6, 6)
    assert make_worker(TWICE).call("f", [double, np.float64(3)]).value == (6, 6)


def test_a_callback_may_be_passed_by_name_and_called_by_name(make_worker):
    scale = Callback(function=lambda x, k=2.0: x * k, like=(1.0, 1.0))
    worker = make_worker(
        "def f(a, *, g): return g(x=a), g(a, k=3.0), [h(a) for h in g_of({'g': g})]\n"
        "def g_of(table): return [table['g']]"
    )
    assert worker.call("f", [5.0], {"g": scale}).value == (10.0, 15.0, [10.0])
    assert worker.call("g_of", [{"g": 4}]).value == [4]


def test_a_callback_counts_its_calls(make_worker):
    calls = []
    once = Callback(function=calls.append, like=(1,), max_calls=1)
    error = error_of(make_worker(TWICE), once, 1)
    assert (error.type_name, error.text) == (
        "RuntimeError",
        "the function you were given was called more than 1 times",
    )
    assert calls == [1]


def test_an_exception_in_a_callback_reaches_the_student_by_name_only(make_worker):
    def secretive(x: float) -> float:
        raise ZeroDivisionError("the hidden value is 41")

    told = make_worker(CATCHING).call("f", [Callback(function=secretive, like=(1.0,)), 1.0]).value
    assert told == "the function you were given raised ZeroDivisionError"


def test_calling_the_student_from_within_a_callback_is_the_authors_error(make_worker):
    worker = make_worker(TWICE)
    nested = Callback(function=lambda x: worker.call("f", [x]), like=(1.0,))
    with pytest.raises(NestedCall, match="called from within a callback: a hidden test may not do that"):
        worker.call("f", [nested, 1.0])
    assert not worker.alive


def test_a_callback_that_returns_what_cannot_cross_is_the_authors_error(make_worker):
    worker = make_worker(TWICE)
    with pytest.raises(TypeError, match="passes what cannot cross to the worker: a value of type object"):
        worker.call("f", [Callback(function=lambda _: object(), like=(1.0,)), 1.0])
    assert not worker.alive


def test_an_argument_that_cannot_cross_is_the_authors_error_and_harms_nobody(make_worker):
    worker = make_worker("def f(x): return x")
    with pytest.raises(TypeError, match="cannot cross to the worker"):
        worker.call("f", [object()])
    assert worker.call("f", [2]).value == 2
