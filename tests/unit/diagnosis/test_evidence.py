"""One number proves nothing: what a relation needs before it is named."""

from __future__ import annotations

import numpy as np
import pytest

from grader.diagnosis import Call, Tolerance, explain

TOLERANCE = Tolerance(rtol=1e-7, atol=1e-9)


def found(calls, tolerance=TOLERANCE) -> str:
    finding = explain(calls, tolerance)
    return "" if finding is None else finding.id


def doubled(expected, size: int) -> Call:
    """A result twice the right one, to an input of ``size`` numbers."""
    wrong = 2 * np.asarray(expected) if isinstance(expected, np.ndarray) else 2 * expected
    return Call(function="f", args=(np.arange(float(size)),), actual=wrong, expected=expected)


def test_no_failing_call_no_finding():
    assert found([]) == ""
    assert found([Call(function="f", args=(), actual=1.0, expected=1.0)]) == ""


def test_one_scalar_proves_nothing():
    assert found([doubled(0.7, 5)]) == ""


def test_two_scalars_prove_nothing_three_do():
    calls = [doubled(0.7, 5), doubled(0.3, 6), doubled(1.9, 8)]
    assert found(calls[:2]) == ""
    assert found(calls) == "factor:2"


def test_three_equal_scalars_are_one_value():
    assert found([doubled(0.5, 5), doubled(0.5, 6), doubled(0.5, 8)]) == ""


def test_scalars_from_inputs_of_one_size_prove_nothing():
    assert found([doubled(0.7, 5), doubled(0.3, 5), doubled(1.9, 5)]) == ""


def test_one_array_proves_nothing_however_long():
    assert found([doubled(np.linspace(1, 2, 50), 5)]) == ""


def test_arrays_of_one_size_prove_nothing():
    calls = [doubled(np.linspace(1, 2, 4), 5), doubled(np.linspace(3, 7, 4), 5)]
    assert found(calls) == ""


def test_arrays_of_two_sizes_do():
    calls = [doubled(np.linspace(1, 2, 4), 5), doubled(np.linspace(3, 7, 5), 5)]
    assert found(calls) == "factor:2"


def test_results_that_always_have_one_size_are_told_apart_by_their_inputs():
    """A line's slope and intercept: two numbers, however many points there are."""
    calls = [doubled(np.array([0.7, 1.9]), 5), doubled(np.array([0.4, 2.2]), 8)]
    assert found(calls) == "factor:2"


def test_values_near_zero_and_repeated_values_do_not_count():
    zero = np.array([0.0, 0.0, 0.0, 0.7])
    assert found([doubled(zero, 5), doubled(np.zeros(6) + 0.9, 6)]) == ""
    assert found([doubled(zero, 5), doubled(np.array([0.0, 0.9, 0.9, 1.4, 0.0]), 6)]) == "factor:2"


def test_every_failing_call_must_be_explained():
    calls = [doubled(np.linspace(1, 2, n), n) for n in (4, 5, 6)]
    other = Call(
        function="f", args=(np.ones(7),), actual=np.linspace(2, 9, 7) ** 2, expected=np.linspace(1, 3, 7)
    )
    assert found(calls) == "factor:2"
    assert found([*calls, other]) == ""


def test_calls_that_are_right_need_no_explanation():
    calls = [doubled(np.linspace(1, 2, n), n) for n in (4, 5)]
    right = Call(function="f", args=(np.ones(7),), actual=np.zeros(7), expected=np.zeros(7))
    assert found([*calls, right]) == "factor:2"


def test_the_student_must_be_twenty_times_nearer_to_the_relation_than_to_the_right_value():
    """Under a loose tolerance many a relation fits; it counts only if it fits much better than the truth."""
    loose = Tolerance(rtol=0.05, atol=0.0)
    calls = []
    for n in (50, 60):
        expected = np.linspace(1, 2, n)
        wrong = expected * (1 + 1 / (n - 1)) * np.where(np.arange(n) % 2, 1.04, 0.97)
        calls.append(Call(function="f", args=(np.ones(n),), actual=wrong, expected=expected))
    assert "factor" not in found(calls, loose)


def test_fitted_numbers_are_no_evidence():
    """Three rows of one number each, each with an offset of its own: anything would fit."""
    rng = np.random.default_rng(0)
    calls = []
    for n in (3, 4, 5):
        expected = rng.normal(size=(n, 1))
        calls.append(
            Call(function="f", args=(), actual=expected + rng.normal(size=(n, 1)), expected=expected)
        )
    assert found(calls) == ""


def test_two_hypotheses_from_different_families_are_both_named():
    """Of two class probabilities, one minus each is also the columns swapped."""
    rng = np.random.default_rng(1)
    calls = []
    for n in (4, 6):
        p = rng.random((n, 1))
        expected = np.hstack([p, 1 - p])
        calls.append(Call(function="f", args=(np.ones(n),), actual=1 - expected, expected=expected))
    finding = explain(calls, TOLERANCE)
    assert finding is not None
    assert finding.id == "transform:complement|layout:reversed_columns"
    assert "(1)" in finding.sentence
    assert "(2)" in finding.sentence


def test_random_truth_values_prove_nothing_and_many_do():
    rng = np.random.default_rng(2)
    few = [rng.random(n) > 0.5 for n in (5, 6)]
    many = [rng.random(n) > 0.5 for n in (15, 16)]
    for rights, name in ((few, ""), (many, "mask:inverted")):
        calls = [Call(function="f", args=(np.ones(e.size),), actual=~e, expected=e) for e in rights]
        assert found(calls) == name


@pytest.mark.parametrize("scale", [1e-12, 1e12])
def test_the_rule_does_not_depend_on_the_unit(scale):
    tolerance = Tolerance(rtol=1e-7, atol=0.0)
    calls = [doubled(scale * np.linspace(1, 2, n), n) for n in (4, 5)]
    assert found(calls, tolerance) == "factor:2"
