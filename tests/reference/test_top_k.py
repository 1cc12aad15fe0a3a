"""The reference of top_k against a sort and PyTorch, rows with ties and without, and its memory."""

from __future__ import annotations

import doctest
import tracemalloc

import numpy as np
import pytest
import torch

SIZES = [
    (1, 1, 1),
    (5, 7, 3),
    (6, 6, 6),
    (3, 1031, 4),
    (7, 257, 16),
    (4, 4096, 32),
    (2, 513, 32),
    (2, 512, 32),
]


@pytest.fixture
def top_k(load):
    return load("top_k").top_k


@pytest.fixture
def rng():
    return np.random.default_rng(59)


def by_sort(x, k):
    return np.sort(x, axis=1)[:, x.shape[1] - k :][:, ::-1]


def test_doctests(load):
    """The example in the docstring runs and prints what it says."""
    outcome = doctest.testmod(load("top_k"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize(("n", "V", "k"), SIZES)
def test_the_entries_are_those_of_torch(top_k, rng, n, V, k):
    x = rng.normal(size=(n, V))
    np.testing.assert_array_equal(top_k(x, k), torch.topk(torch.from_numpy(x), k, dim=1).values.numpy())


@pytest.mark.parametrize(("n", "V", "k"), SIZES)
@pytest.mark.parametrize("levels", [1, 2, 5, 100])
def test_equal_entries_count_as_often_as_they_occur(top_k, rng, n, V, k, levels):
    x = rng.integers(-levels, levels, size=(n, V))
    np.testing.assert_array_equal(top_k(x, k), by_sort(x, k))


@pytest.mark.parametrize("start", [0, 100, 1999, 2002])
def test_wanted_entries_may_lie_side_by_side_and_beyond_the_last_group(top_k, rng, start):
    x = rng.normal(size=(3, 2011))
    x[:, start : start + 9] += 100.0
    np.testing.assert_array_equal(top_k(x, 9), by_sort(x, 9))


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.int8, np.uint8, np.int64, np.uint64])
def test_every_dtype_is_kept_with_its_smallest_and_largest_number(top_k, rng, dtype):
    limits = np.finfo(dtype) if np.dtype(dtype).kind == "f" else np.iinfo(dtype)
    x = rng.integers(0, 100, size=(5, 300)).astype(dtype)
    x[:, [7, 190]], x[:, [20, 21]] = limits.min, limits.max
    found = top_k(x, 7)
    assert found.dtype == dtype
    np.testing.assert_array_equal(found, by_sort(x, 7))


def test_minus_infinity_comes_last(top_k, rng):
    x = rng.normal(size=(6, 500))
    x[:, rng.random(500) < 0.5] = -np.inf
    x[1, 2:], x[2] = -np.inf, -np.inf
    np.testing.assert_array_equal(top_k(x, 5), by_sort(x, 5))


def test_an_argument_of_any_layout_stays_as_it_is(top_k, rng):
    whole = rng.normal(size=(320, 300))
    for x in whole.T, whole[::-2, ::3]:
        before = x.copy()
        np.testing.assert_array_equal(top_k(x, 4), by_sort(before, 4))
        assert (x == before).all()


@pytest.mark.parametrize(("shape", "k"), [((3, 5), 0), ((3, 5), 6), ((3, 5), -1), ((5,), 2), ((1, 3, 5), 2)])
def test_what_does_not_fit_is_refused(top_k, shape, k):
    with pytest.raises(ValueError, match=r"x must be \(n, V\) and k from 1 to V, got the shape"):
        top_k(np.zeros(shape), k)


def test_memory_does_not_grow_with_the_rows(top_k, rng):
    """The matrix has 4.2 MB, a row 66 kB."""
    x = rng.normal(size=(64, 16384)).astype(np.float32)
    tracemalloc.start()
    try:
        top_k(x, 32)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 200_000
