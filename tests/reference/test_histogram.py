"""The reference of histogram against NumPy and PyTorch: every value, odd sizes, blocks, types and its memory."""

from __future__ import annotations

import doctest
import tracemalloc

import numpy as np
import pytest
import torch

SHAPES = [
    (),
    (1,),
    (2,),
    (3,),
    (7, 5),
    (64, 33),
    (2, 3, 5, 7),
    (300, 1021),
    (262_144,),
    (262_146,),
    (524_289,),
]
TYPES = [np.uint8, np.uint16, np.int16, np.int64, np.uint64, np.float32, np.float64]


@pytest.fixture
def histogram(load):
    return load("histogram").histogram


@pytest.fixture
def rng():
    return np.random.default_rng(61)


def by_bincount(x):
    return np.bincount(np.ravel(x).astype(int), minlength=256) / np.size(x)


def test_doctests(load):
    """The example in the docstring runs and prints what it says."""
    outcome = doctest.testmod(load("histogram"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shares_are_those_of_numpy_and_torch(histogram, rng, shape):
    x = np.asarray(rng.integers(0, 256, size=shape, dtype=np.uint8))
    h = histogram(x)
    assert h.shape == (256,)
    assert h.dtype == np.float64
    np.testing.assert_array_equal(h, np.histogram(x, bins=256, range=(0, 256))[0] / x.size)
    np.testing.assert_array_equal(
        h, torch.bincount(torch.from_numpy(x).view(-1), minlength=256).numpy() / x.size
    )


@pytest.mark.parametrize("value", [0, 1, 128, 255])
@pytest.mark.parametrize("size", [1, 2, 300_001])
def test_one_value_alone_has_the_whole_share(histogram, value, size):
    np.testing.assert_array_equal(histogram(np.full(size, value, np.uint8)), np.arange(256) == value)


@pytest.mark.parametrize("size", [6, 7])
def test_each_place_of_a_pair_counts(histogram, size):
    for place in range(size):
        x = np.zeros(size, np.uint8)
        x[place] = 200
        np.testing.assert_array_equal(histogram(x), by_bincount(x))


@pytest.mark.parametrize("dtype", TYPES)
def test_whole_numbers_of_any_type_count(histogram, rng, dtype):
    x = rng.integers(0, 256, size=(31, 17)).astype(dtype)
    np.testing.assert_array_equal(histogram(x), by_bincount(x))


def test_an_argument_of_any_layout_stays_as_it_is(histogram, rng):
    whole = rng.integers(0, 256, size=(160, 99), dtype=np.uint8)
    for x in whole.T, whole[::-2, 1::3], whole[:, :7], whole[::2].T:
        before = x.copy()
        np.testing.assert_array_equal(histogram(x), by_bincount(before))
        assert (x == before).all()


@pytest.mark.parametrize("dtype", [np.int16, np.int64, np.float64])
@pytest.mark.parametrize("wrong", [-1, 256])
def test_numbers_outside_are_refused(histogram, dtype, wrong):
    with pytest.raises(ValueError, match="x must lie from 0 to 255, got some from"):
        histogram(np.array([3, wrong, 7], dtype))


@pytest.mark.parametrize("dtype", [np.uint8, np.float64])
def test_an_array_without_entries_is_refused(histogram, dtype):
    with pytest.raises(ValueError, match="x must have at least one entry"):
        histogram(np.zeros((4, 0), dtype))


def test_memory_does_not_grow_with_the_array(histogram, rng):
    """As int64 the numbers would have 16 and 32 MB; the counters of pairs have half a megabyte."""
    peaks = []
    for size in 2_000_000, 4_000_000:
        x = rng.integers(0, 256, size=size, dtype=np.uint8)
        tracemalloc.start()
        try:
            histogram(x)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert max(peaks) < 1_500_000
    assert peaks[1] < 1.1 * peaks[0]
