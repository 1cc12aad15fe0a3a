"""The hidden tests as an instructor writes them without an engine: everything in one process."""

from __future__ import annotations

import attention
import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

import reference


@pytest.fixture
def rng(request):
    return np.random.default_rng(len(request.node.name))


def normal(rng, *shape):
    return torch.from_numpy(rng.normal(size=shape))


def causal(t):
    return torch.tril(torch.ones(t, t, dtype=torch.bool))


def close(found, expected, rtol=1e-6, atol=1e-9):
    torch.testing.assert_close(found, expected, rtol=rtol, atol=atol)


@pytest.mark.parametrize("shape", [(7, 5), (2, 3, 9)])
def test_softmax_of_rows(rng, shape):
    x = rng.normal(size=shape)
    assert_allclose(attention.softmax(x.copy()), reference.softmax(x), rtol=1e-9)


def test_softmax_of_large_numbers(rng):
    x = 1000 + 30 * rng.normal(size=(6, 8))
    assert_allclose(attention.softmax(x.copy()), reference.softmax(x), rtol=1e-9, atol=1e-12)


def test_softmax_does_not_see_a_shift(rng):
    x = rng.normal(size=(5, 11))
    weights = attention.softmax(x)
    assert_allclose(attention.softmax(x + 3.0), weights, rtol=1e-9)
    assert_allclose(weights.sum(axis=-1), 1.0)


@pytest.mark.parametrize(("shape", "eps"), [((9, 6), 1e-5), ((5, 7), 0.5)])
def test_layer_norm(rng, shape, eps):
    x, gamma, beta = rng.normal(2.0, 3.0, size=shape), rng.normal(size=shape[1]), rng.normal(size=shape[1])
    expected = reference.layer_norm(x, gamma, beta, eps)
    assert_allclose(attention.layer_norm(x.copy(), gamma, beta, eps), expected, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(("shape", "eps"), [((9, 6), 1e-5), ((4, 11), 0.3)])
def test_layer_norm_gradients(rng, shape, eps):
    dout, x, gamma = rng.normal(size=shape), rng.normal(1.0, 2.0, size=shape), rng.normal(size=shape[1])
    found = attention.layer_norm_backward(dout.copy(), x.copy(), gamma, eps)
    for got, expected in zip(found, reference.layer_norm_backward(dout, x, gamma, eps), strict=True):
        assert_allclose(got, expected, rtol=1e-7, atol=1e-9)


def test_layer_norm_gradients_sum_to_zero(rng):
    dout, x, gamma = rng.normal(size=(6, 5)), rng.normal(size=(6, 5)), rng.normal(size=5)
    dx, _, dbeta = attention.layer_norm_backward(dout, x, gamma)
    assert_allclose(dx.sum(axis=-1), 0.0, atol=1e-9)
    assert_allclose(dbeta, dout.sum(axis=0))


@pytest.mark.parametrize(("b", "t", "s", "d", "e"), [(2, 6, 9, 8, 5), (3, 4, 7, 16, 2)])
def test_attention(rng, b, t, s, d, e):
    q, k, v = normal(rng, b, t, d), normal(rng, b, s, d), normal(rng, b, s, e)
    close(attention.attention(q, k, v), reference.attention(q, k, v))


@pytest.mark.parametrize(("b", "t", "d", "e"), [(2, 7, 8, 5), (1, 12, 4, 3)])
def test_attention_with_a_mask(rng, b, t, d, e):
    q, k, v = normal(rng, b, t, d), normal(rng, b, t, d), normal(rng, b, t, e)
    close(attention.attention(q, k, v, causal(t)), reference.attention(q, k, v, causal(t)))


def test_attention_in_single_precision(rng):
    q, k, v = (normal(rng, 2, 16, 8).float() for _ in range(3))
    close(attention.attention(q, k, v), reference.attention(q, k, v), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("mask", [None, causal(6)])
def test_attention_gradients(rng, mask):
    q, k, v = (normal(rng, 2, 6, 8).requires_grad_() for _ in range(3))
    upstream = normal(rng, 2, 6, 8)
    found = torch.autograd.grad(attention.attention(q, k, v, mask), (q, k, v), upstream)
    expected = torch.autograd.grad(reference.attention(q, k, v, mask), (q, k, v), upstream)
    for got, right in zip(found, expected, strict=True):
        close(got, right)


@pytest.mark.parametrize(("b", "k", "size"), [(6, 4, 1.0), (11, 7, 300.0)])
def test_cross_entropy(rng, b, k, size):
    logits, targets = size * normal(rng, b, k), torch.from_numpy(rng.integers(0, k, size=b))
    close(attention.cross_entropy(logits, targets), reference.cross_entropy(logits, targets))


def test_cross_entropy_gradient(rng):
    logits, targets = normal(rng, 8, 5).requires_grad_(), torch.from_numpy(rng.integers(0, 5, size=8))
    (found,) = torch.autograd.grad(attention.cross_entropy(logits, targets), logits)
    close(found, reference.cross_entropy_gradient(logits, targets))
