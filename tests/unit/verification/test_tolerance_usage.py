"""How much of its tolerance an answer used up, in each precision."""

from __future__ import annotations

import numpy as np
import pytest

from grader.diagnosis import Tolerance
from grader.testing import assert_close
from grader.testing.equality import Comparison, deferred_difference, listen_to_comparisons
from grader.verification.tolerance_usage import tolerance_usages


def share_of(actual, expected, rtol=1e-6, atol=0.0):
    (usage,) = tolerance_usages(comparison(actual, expected, rtol, atol))
    return usage


def comparison(actual, expected, rtol=1e-6, atol=0.0):
    return Comparison(
        actual=actual, expected=expected, tolerance=Tolerance(rtol=rtol, atol=atol), function="f"
    )


def test_a_share_is_the_largest_error_over_what_was_allowed():
    assert share_of(np.array([1.0, 2.0 + 1e-6]), np.array([1.0, 2.0])).used == pytest.approx(0.5)
    assert share_of(0.5, 0.0, atol=1.0).used == pytest.approx(0.5)


def test_narrow_numbers_have_the_floor_of_the_comparison():
    """An error of 1e-6 in float32 is a tenth of its floor, 1e-5 of the scale."""
    right = np.ones(3, dtype=np.float32)
    usage = share_of(right + np.float32(1e-6), right, rtol=1e-9)
    assert usage.used == pytest.approx(0.1, rel=0.1)
    assert not usage.is_float64
    assert share_of(1.0, 1.0).is_float64


def test_tensors_have_shares_as_well():
    torch = pytest.importorskip("torch")
    right = torch.ones(3, dtype=torch.float32)
    usage = share_of(right + 1e-6, right, rtol=1e-9)
    assert usage.used == pytest.approx(0.1, rel=0.1)
    assert share_of(right.double() + 5e-7, right.double()).used == pytest.approx(0.5)


def test_the_need_is_the_tolerance_that_would_just_do():
    """An absolute tolerance comes with it, a hundredth of the relative one."""
    assert share_of(1.01 + 1e-6 * 1.02, 1.01).needed_rtol == pytest.approx(1e-6)


@pytest.mark.parametrize(
    ("actual", "expected", "count"),
    [
        ((1.0, np.ones(2)), (1.0, np.ones(2)), 2), ({"a": 1.0}, {"a": 1.0}, 1), (1, 1, 0), ("a", "a", 0),
        (np.ones(3), np.ones(2), 0), (np.zeros(0), np.zeros(0), 0), (None, 1.0, 0),
    ],
    ids=repr,
)  # fmt: skip
def test_only_floating_arrays_of_one_shape_have_a_share(actual, expected, count):
    assert len(list(tolerance_usages(comparison(actual, expected)))) == count


def test_what_must_be_equal_to_the_last_bit_has_no_share():
    assert list(tolerance_usages(comparison(1.0, 1.0, rtol=0.0))) == []


def test_infinite_and_missing_numbers_are_left_out():
    assert share_of(np.array([np.inf, np.nan, 1.0]), np.array([np.inf, np.nan, 1.0])).used == 0


def test_an_error_where_nothing_is_allowed_is_still_a_number():
    assert 1e9 < share_of(1.0, 0.0).used < np.inf


def test_a_listener_hears_every_comparison_with_its_own_tolerance():
    heard: list[Comparison] = []
    with listen_to_comparisons(heard.append):
        assert_close(1.0, 1.0, rtol=1e-3)
        deferred_difference(2.0, 2.0, Tolerance(rtol=1e-5, atol=0.0), function="f")
    assert_close(3.0, 3.0)
    assert [(c.actual, c.function, c.tolerance.rtol) for c in heard] == [(1.0, "", 1e-3), (2.0, "f", 1e-5)]
