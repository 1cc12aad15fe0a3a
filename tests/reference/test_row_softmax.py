"""The reference of row_softmax against SciPy and PyTorch, invariants and extremes."""

from __future__ import annotations

import doctest
import tracemalloc

import numpy as np
import pytest
import scipy.special
import torch

SIZES = [(1, 1), (5, 7), (64, 33), (3, 1031)]


@pytest.fixture
def softmax(load):
    return load("row_softmax").row_softmax


@pytest.fixture
def rng():
    return np.random.default_rng(43)


def test_doctests(load):
    """The examples in the docstring run and print what they say."""
    outcome = doctest.testmod(load("row_softmax"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("spread", [1.0, 100.0, 1e4])
def test_the_weights_are_those_of_scipy(softmax, rng, size, spread):
    x = rng.normal(0.0, spread, size=size)
    np.testing.assert_allclose(softmax(x), scipy.special.softmax(x, axis=1), rtol=1e-12, atol=0.0)


@pytest.mark.parametrize("size", SIZES)
def test_the_weights_in_single_precision_are_those_of_torch(softmax, rng, size):
    x = rng.normal(0.0, 3.0, size=size).astype(np.float32)
    p = softmax(x)
    assert p.dtype == np.float32
    np.testing.assert_allclose(p, torch.softmax(torch.from_numpy(x), dim=1).numpy(), rtol=2e-6, atol=1e-9)


@pytest.mark.parametrize("offset", [1e4, -1e4, 1e300])
def test_a_constant_added_to_a_row_changes_nothing(softmax, offset):
    x = np.array([[1.0, 2.0, 4.0]]) * abs(offset) * 1e-15
    np.testing.assert_allclose(softmax(x + offset), softmax((x + offset) - offset), rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_minus_infinity_gets_nothing_and_a_row_of_it_gives_zeros(softmax, rng, dtype):
    x = rng.normal(size=(6, 5)).astype(dtype)
    x[1:4, 2] = x[4] = -np.inf
    with np.errstate(all="raise", under="ignore"):
        p = softmax(x)
    assert (p[1:4, 2] == 0).all()
    assert (p[4] == 0).all()
    np.testing.assert_allclose(p[[0, 1, 2, 3, 5]].sum(axis=1), 1.0, rtol=1e-6)
    np.testing.assert_allclose(p[1, [0, 1, 3, 4]], softmax(np.delete(x, 2, axis=1))[1], rtol=1e-6)


@pytest.mark.parametrize("dtype", [np.int8, np.int64])
def test_integers_become_float64(softmax, rng, dtype):
    x = rng.integers(-100, 101, size=(4, 6)).astype(dtype)
    p = softmax(x)
    assert p.dtype == np.float64
    np.testing.assert_allclose(p, scipy.special.softmax(x.astype(float), axis=1), rtol=1e-12, atol=0.0)


def test_weights_move_with_their_columns(softmax, rng):
    x, order = rng.normal(size=(7, 9)), rng.permutation(9)
    np.testing.assert_allclose(softmax(x[:, order]), softmax(x)[:, order], rtol=1e-12)


def test_an_argument_of_any_layout_stays_as_it_is(softmax, rng):
    whole = rng.normal(size=(16, 10))
    for x in whole.T, whole[::-2, ::3]:
        before = x.copy()
        np.testing.assert_allclose(softmax(x), scipy.special.softmax(before, axis=1), rtol=1e-12)
        assert (x == before).all()


def test_the_result_is_the_only_large_array(softmax, rng):
    x = rng.normal(size=(512, 1024)).astype(np.float32)
    tracemalloc.start()
    try:
        p = softmax(x)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.1 * p.nbytes
