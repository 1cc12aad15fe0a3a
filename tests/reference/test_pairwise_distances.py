"""The reference of pairwise_distances against SciPy, exact arithmetic, invariants and extremes."""

from __future__ import annotations

import doctest
import tracemalloc

import numpy as np
import pytest
from scipy.spatial.distance import cdist

SIZES = [(1, 1, 1), (7, 5, 3), (64, 33, 17), (300, 211, 64)]


@pytest.fixture
def distances(load):
    return load("pairwise_distances").pairwise_distances


@pytest.fixture
def rng():
    return np.random.default_rng(41)


def test_doctests(load):
    """The example in the docstring runs and prints what it says."""
    outcome = doctest.testmod(load("pairwise_distances"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(("n", "m", "d"), SIZES)
def test_the_distances_are_those_of_scipy(distances, rng, n, m, d):
    X, Y = rng.normal(1.0, 2.0, size=(n, d)), rng.normal(size=(m, d))
    np.testing.assert_allclose(distances(X, Y), cdist(X, Y, "sqeuclidean"), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("offset", "dtype", "atol"), [(1e6, np.float64, 1e-9), (1e3, np.float32, 1e-4)])
def test_an_offset_of_all_points_costs_no_digits(distances, rng, offset, dtype, atol):
    """The square multiplied out around the origin would be off by 0.01 and by 8."""
    X, Y = ((offset + rng.normal(size=(n, 16))).astype(dtype) for n in (40, 30))
    exact = cdist(X.astype(float), Y.astype(float), "sqeuclidean")
    np.testing.assert_allclose(distances(X, Y), exact, rtol=1e-6, atol=atol)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_no_distance_is_negative_and_a_point_is_no_distance_from_itself(distances, rng, dtype):
    x = rng.normal(5.0, 1.0, size=(500, 24)).astype(dtype)
    D = distances(x, x)
    assert (D >= 0).all()
    assert np.diag(D).max() <= 200 * np.finfo(dtype).eps


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64])
def test_integers_become_float64_and_do_not_wrap(distances, rng, dtype):
    X, Y = (rng.integers(0, 120, size=(n, 4)).astype(dtype) for n in (9, 6))
    X[0], Y[0] = np.iinfo(np.int8).max, 0
    D = distances(X, Y)
    assert D.dtype == np.float64
    np.testing.assert_allclose(
        D, cdist(X.astype(float), Y.astype(float), "sqeuclidean"), rtol=1e-12, atol=1e-9
    )


def test_float32_stays_float32_and_mixed_dtypes_widen(distances):
    single, double = np.ones((3, 2), np.float32), np.zeros((4, 2))
    assert distances(single, single).dtype == np.float32
    assert distances(single, double).dtype == distances(double, single).dtype == np.float64


def test_arguments_exchanged_give_the_transpose(distances, rng):
    X, Y = rng.normal(size=(6, 5)), rng.normal(size=(11, 5))
    np.testing.assert_allclose(distances(X, Y), distances(Y, X).T, rtol=1e-12, atol=1e-13)


def test_arguments_of_any_layout_stay_as_they_are(distances, rng):
    X, Y = rng.normal(size=(5, 8)).T, rng.normal(size=(22, 10))[::-2, ::2]
    before = X.copy(), Y.copy()
    np.testing.assert_allclose(distances(X, Y), cdist(X, Y, "sqeuclidean"), rtol=1e-12, atol=1e-13)
    assert (before[0] == X).all()
    assert (before[1] == Y).all()


@pytest.mark.parametrize(("x", "y"), [((4, 1), (3, 2)), ((4,), (3, 4)), ((3, 4), (4,)), ((2, 3, 4), (3, 4))])
def test_arrays_that_do_not_fit_are_refused(distances, x, y):
    with pytest.raises(ValueError, match="matrices with equally many columns, got"):
        distances(np.ones(x), np.ones(y))


def test_the_result_is_the_only_large_array(distances, rng):
    """All differences at once would be 64 times the result."""
    X = rng.normal(size=(600, 64)).astype(np.float32)
    tracemalloc.start()
    try:
        D = distances(X, X)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.5 * D.nbytes
