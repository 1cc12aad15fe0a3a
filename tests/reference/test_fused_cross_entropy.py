"""The reference of fused_cross_entropy against PyTorch's autograd and SciPy, invariants and extremes."""

from __future__ import annotations

import doctest
import tracemalloc

import numpy as np
import pytest
import scipy.special
import torch

SIZES = [(1, 1), (5, 7), (64, 33), (3, 1031)]


@pytest.fixture
def gradient(load):
    return load("fused_cross_entropy").fused_cross_entropy


@pytest.fixture
def rng():
    return np.random.default_rng(53)


def drawn(rng, size, spread=3.0):
    n, V = size
    return rng.normal(0.0, spread, size=size), rng.integers(0, V, size=n)


def by_hand(logits, targets):
    """With a matrix of zeros and ones."""
    return (scipy.special.softmax(logits, axis=1) - np.eye(logits.shape[1])[targets]) / len(logits)


def test_doctests(load):
    """The example in the docstring runs and prints what it says."""
    outcome = doctest.testmod(load("fused_cross_entropy"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("spread", [1.0, 100.0, 1e4])
def test_the_gradient_is_that_of_autograd(gradient, rng, size, spread):
    logits, targets = drawn(rng, size, spread)
    z = torch.tensor(logits, requires_grad=True)
    torch.nn.functional.cross_entropy(z, torch.from_numpy(targets)).backward()
    np.testing.assert_allclose(gradient(logits, targets), z.grad.numpy(), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("size", SIZES)
def test_single_precision_keeps_its_digits(gradient, rng, size):
    logits, targets = drawn(rng, size)
    logits = logits.astype(np.float32)
    g = gradient(logits, targets)
    assert g.dtype == np.float32
    right = by_hand(logits.astype(float), targets)
    np.testing.assert_allclose(g, right, rtol=1e-4, atol=2e-7 / len(logits))


@pytest.mark.parametrize("offset", [1e4, -1e4, 1e300])
def test_a_constant_added_to_a_row_changes_nothing(gradient, offset):
    logits, targets = np.array([[1.0, 2.0, 4.0]]) * abs(offset) * 1e-15, np.array([1])
    moved = gradient(logits + offset, targets)
    np.testing.assert_allclose(moved, gradient((logits + offset) - offset, targets), rtol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_an_excluded_class_has_no_gradient(gradient, rng, dtype):
    logits, _ = drawn(rng, (6, 5))
    logits = logits.astype(dtype)
    logits[1:4, 2] = -np.inf
    targets = np.array([0, 1, 3, 4, 2, 0])
    with np.errstate(all="raise", under="ignore"):
        g = gradient(logits, targets)
    assert (g[1:4, 2] == 0).all()
    without = gradient(np.delete(logits, 2, axis=1), np.array([0, 1, 2, 3, 0, 0]))
    np.testing.assert_allclose(g[1, [0, 1, 3, 4]], without[1], rtol=1e-5)


def test_the_gradient_of_each_row_sums_to_zero(gradient, rng):
    np.testing.assert_allclose(gradient(*drawn(rng, (17, 29))).sum(axis=1), 0.0, atol=1e-16)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint16, np.int64])
def test_any_integers_are_targets(gradient, rng, dtype):
    logits = rng.normal(size=(60, 300))
    targets = rng.integers(0, 120, size=60)
    np.testing.assert_array_equal(gradient(logits, targets.astype(dtype)), gradient(logits, targets))


@pytest.mark.parametrize("dtype", [np.int8, np.int64])
def test_integer_logits_become_float64(gradient, rng, dtype):
    logits, targets = rng.integers(-100, 101, size=(4, 6)).astype(dtype), np.array([0, 5, 2, 2])
    g = gradient(logits, targets)
    assert g.dtype == np.float64
    np.testing.assert_allclose(g, by_hand(logits.astype(float), targets), rtol=1e-12, atol=1e-16)


def test_arguments_of_any_layout_stay_as_they_are(gradient, rng):
    whole = rng.normal(size=(16, 10))
    for logits in whole.T, whole[::-2, ::3]:
        targets = rng.integers(0, logits.shape[1], size=2 * len(logits))[::2]
        before = logits.copy(), targets.copy()
        np.testing.assert_allclose(gradient(logits, targets), by_hand(*before), rtol=1e-10, atol=1e-16)
        assert (logits == before[0]).all()
        assert (targets == before[1]).all()


@pytest.mark.parametrize("wrong", [-1, 5])
def test_a_target_that_is_no_class_is_refused(gradient, rng, wrong):
    with pytest.raises(ValueError, match=r"targets must lie from 0 to 4, got some from"):
        gradient(rng.normal(size=(3, 5)), np.array([1, wrong, 2]))


@pytest.mark.parametrize(
    ("logits", "targets"), [((3, 5), (1,)), ((3, 5), (3, 1)), ((5,), (5,)), ((1, 3, 5), (1,))]
)
def test_shapes_that_do_not_fit_are_refused(gradient, logits, targets):
    with pytest.raises(ValueError, match=r"logits must be \(n, V\) and targets \(n,\), got the shapes"):
        gradient(np.zeros(logits), np.zeros(targets, int))


def test_the_result_is_the_only_large_array(gradient, rng):
    logits, targets = rng.normal(size=(128, 4096)).astype(np.float32), rng.integers(0, 4096, size=128)
    tracemalloc.start()
    try:
        g = gradient(logits, targets)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.1 * g.nbytes
