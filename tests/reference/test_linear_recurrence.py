"""The reference of linear_recurrence against SciPy, exact fractions and a loop over time."""

from __future__ import annotations

import doctest
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest
import scipy.signal

SIZES = [(1, 1), (2, 3), (11, 2), (12, 4), (13, 5), (24, 1), (25, 3), (143, 4), (144, 2), (145, 3), (2000, 7)]


@pytest.fixture
def recurrence(load):
    return load("linear_recurrence").linear_recurrence


@pytest.fixture
def rng():
    return np.random.default_rng(47)


def looped(a, x):
    """The definition."""
    h = np.zeros((len(x) + 1, x.shape[1]))
    for t in range(len(x)):
        h[t + 1] = a[t] * h[t] + x[t]
    return h[1:]


def test_doctests(load):
    """The examples in the docstring run and print what they say."""
    outcome = doctest.testmod(load("linear_recurrence"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
def test_the_states_are_those_of_the_loop(recurrence, rng, size):
    a, x = rng.uniform(-1.0, 1.0, size=size), rng.normal(size=size)
    a[rng.random(size) < 0.1] = 0.0
    np.testing.assert_allclose(recurrence(a, x), looped(a, x), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("factor", [1.0, -1.0, 0.9, 0.5, 0.0])
def test_one_factor_for_all_times_is_a_filter_of_scipy(recurrence, rng, factor):
    x = rng.normal(size=(1000, 3))
    right = scipy.signal.lfilter([1.0], [1.0, -factor], x, axis=0)
    np.testing.assert_allclose(recurrence(np.full_like(x, factor), x), right, rtol=1e-10, atol=1e-11)


def test_small_fractions_are_exact(recurrence, rng):
    """Halves of halves of small integers have few digits."""
    a, x = rng.choice([-0.5, 0.0, 0.5, 1.0], size=(30, 2)), rng.integers(-9, 10, size=(30, 2))
    state, right = [Fraction(0), Fraction(0)], []
    for factors, inputs in zip(a.tolist(), x.tolist(), strict=True):
        state = [Fraction(f) * s + i for f, s, i in zip(factors, state, inputs, strict=True)]
        right.append([float(s) for s in state])
    assert (recurrence(a, x.astype(float)) == right).all()


def test_factors_near_one_lose_nothing_over_a_long_time(recurrence):
    """The sum of a geometric series is known."""
    T, factor = 50_000, 1.0 - 1e-4
    h = recurrence(np.full((T, 1), factor), np.ones((T, 1)))
    right = -np.expm1(np.arange(1, T + 1) * np.log(factor)) / (1.0 - factor)
    np.testing.assert_allclose(h[:, 0], right, rtol=1e-9)


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int8, np.int64])
def test_floating_types_stay_and_integers_become_float64(recurrence, rng, kind):
    a, x = rng.integers(-1, 2, size=(40, 3)).astype(kind), rng.integers(-100, 101, size=(40, 3)).astype(kind)
    h = recurrence(a, x)
    assert h.dtype == (kind if kind in (np.float32, np.float64) else np.float64)
    assert (h == looped(a.astype(float), x.astype(float))).all()


def test_arguments_of_any_layout_stay_as_they_are(recurrence, rng):
    whole = rng.uniform(-1.0, 1.0, size=(2, 60, 50))
    for a, x in zip(
        (whole[0].T, whole[0][::-2, ::3]), (whole[1][:50, :60].T[:50].T, whole[1][::2, 1::3]), strict=True
    ):
        a = a[: len(x), : x.shape[1]]
        x = x[: len(a), : a.shape[1]]
        before = a.copy(), x.copy()
        np.testing.assert_allclose(recurrence(a, x), looped(*before), rtol=1e-11, atol=1e-13)
        assert (a == before[0]).all()
        assert (x == before[1]).all()


def test_the_result_is_the_only_large_array(recurrence, rng):
    a, x = (rng.uniform(-1.0, 1.0, size=(4096, 64)).astype(np.float32) for _ in range(2))
    tracemalloc.start()
    try:
        h = recurrence(a, x)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.5 * h.nbytes
