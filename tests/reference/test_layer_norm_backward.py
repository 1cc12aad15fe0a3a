"""The reference of layer_norm_backward against PyTorch, differences of the loss, extremes and wrong shapes."""

from __future__ import annotations

import doctest
import tracemalloc

import numpy as np
import pytest
import torch

SIZES = [(1, 1), (1, 9), (6, 1), (5, 7), (64, 33), (3, 1031), (2100, 67)]


@pytest.fixture
def backward(load):
    return load("layer_norm_backward").layer_norm_backward


@pytest.fixture
def rng():
    return np.random.default_rng(45)


def batch(rng, n, k, dtype=np.float64):
    return [
        a.astype(dtype) for a in (rng.normal(size=(n, k)), rng.normal(3.0, 2.0, (n, k)), rng.normal(size=k))
    ]


def by_torch(dout, x, gamma, eps=1e-5):
    x, gamma = (torch.tensor(np.ascontiguousarray(a), requires_grad=True) for a in (x, gamma))
    beta = torch.zeros_like(gamma, requires_grad=True)
    y = torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta, eps)
    y.backward(torch.from_numpy(np.ascontiguousarray(dout)))
    return torch.cat([x.grad, gamma.grad[None], beta.grad[None]]).numpy()


def test_doctests(load):
    """The examples in the docstring run and print what they say."""
    outcome = doctest.testmod(load("layer_norm_backward"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("eps", [1e-5, 0.1, 10.0])
def test_the_gradients_are_those_of_torch(backward, rng, size, eps):
    args = batch(rng, *size)
    np.testing.assert_allclose(backward(*args, eps), by_torch(*args, eps), rtol=1e-9, atol=1e-10)


def test_the_gradients_are_the_slopes_of_the_loss(backward, rng):
    dout, x, gamma = batch(rng, 4, 5)
    beta, step = rng.normal(size=5), 1e-6

    def loss(x, gamma, beta):
        normed = (x - x.mean(axis=1, keepdims=True)) / np.sqrt(x.var(axis=1, keepdims=True) + 0.2)
        return (dout * (gamma * normed + beta)).sum()

    g = backward(dout, x, gamma, eps=0.2)
    place = np.eye(5)[2]
    row = np.outer(np.eye(4)[1], place)
    slopes = (
        loss(x + step * row, gamma, beta) - loss(x - step * row, gamma, beta),
        loss(x, gamma + step * place, beta) - loss(x, gamma - step * place, beta),
        loss(x, gamma, beta + step * place) - loss(x, gamma, beta - step * place),
    )
    np.testing.assert_allclose([g[1, 2], g[4, 2], g[5, 2]], np.divide(slopes, 2 * step), rtol=1e-7)


@pytest.mark.parametrize("size", SIZES)
def test_single_precision_is_kept(backward, rng, size):
    args = batch(rng, *size, np.float32)
    g = backward(*args)
    assert g.dtype == np.float32
    np.testing.assert_allclose(g, by_torch(*(a.astype(float) for a in args)), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("wide", [0, 1, 2])
def test_the_widest_dtype_is_returned(backward, rng, wide):
    args = batch(rng, 6, 5, np.float32)
    args[wide] = args[wide].astype(np.float64)
    g = backward(*args)
    assert g.dtype == np.float64
    np.testing.assert_allclose(g, by_torch(*(a.astype(float) for a in args)), rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int64])
def test_integers_become_float64(backward, rng, dtype):
    args = [rng.integers(0, 120, size=a.shape).astype(dtype) for a in batch(rng, 6, 5)]
    np.testing.assert_allclose(
        backward(*args), by_torch(*(a.astype(float) for a in args)), rtol=1e-9, atol=1e-9
    )


@pytest.mark.parametrize(("dtype", "most"), [(np.float64, 1e-9), (np.float32, 1e-3)])
def test_rows_far_from_zero_and_rows_that_vary_little(backward, rng, dtype, most):
    dout, x, gamma = batch(rng, 8, 300)
    x[::2] += 1000.0
    x[1::2] *= 1e-3
    args = [a.astype(dtype) for a in (dout, x, gamma)]
    right = by_torch(*(a.astype(float) for a in args))
    assert np.abs(backward(*args) - right).max() < most * np.sqrt(np.mean(right**2))


def test_a_constant_row_is_divided_by_the_root_of_eps(backward, rng):
    dout, _, gamma = batch(rng, 1, 4)
    q = dout * gamma
    g = backward(dout, np.full((1, 4), 7.0), gamma, eps=0.25)
    np.testing.assert_allclose(g[:1], (q - q.mean()) / 0.5, rtol=1e-12)
    assert np.array_equal(g[1], np.zeros(4))


@pytest.mark.parametrize("block", [1, 5, 100, 1 << 20])
def test_no_block_changes_the_answer(load, monkeypatch, rng, block):
    module = load("layer_norm_backward")
    monkeypatch.setattr(module, "BLOCK", block)
    args = batch(rng, 17, 9)
    np.testing.assert_allclose(module.layer_norm_backward(*args), by_torch(*args), rtol=1e-9, atol=1e-10)


def test_arguments_of_any_layout_stay_as_they_are(backward, rng):
    dout, x, gamma = batch(rng, 8, 6)
    args = np.asfortranarray(dout), x[::-1, ::-1], np.repeat(gamma, 2)[::2]
    before = [a.copy() for a in args]
    np.testing.assert_allclose(backward(*args), by_torch(*before), rtol=1e-9, atol=1e-10)
    assert all(np.array_equal(a, old) for a, old in zip(args, before, strict=True))


@pytest.mark.parametrize(
    "shapes",
    [
        ((4, 3), (5, 3), (3,)),
        ((1, 3), (5, 3), (3,)),
        ((5, 3), (5, 3), (1,)),
        ((3,), (3,), ()),
        ((5, 3), (5, 3), (5,)),
    ],
)
def test_shapes_that_do_not_fit_are_refused(backward, shapes):
    with pytest.raises(ValueError, match="must be matrices of one shape"):
        backward(*map(np.ones, shapes))


def test_memory_beyond_the_result_does_not_grow_with_the_rows(backward, rng):
    extra = []
    for n in 1024, 8192:
        args = batch(rng, n, 256, np.float32)
        tracemalloc.start()
        try:
            g = backward(*args)
            extra.append(tracemalloc.get_traced_memory()[1] - g.nbytes)
        finally:
            tracemalloc.stop()
    assert extra[1] < 1.2 * extra[0]
