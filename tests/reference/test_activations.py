"""The reference of the activations against PyTorch, finite differences, identities and extremes."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 - its usual name


@pytest.fixture
def ac(load):
    return load("activations")


@pytest.fixture
def rng():
    return np.random.default_rng(23)


def autograd(function, x, upstream=None):
    t = torch.from_numpy(x).requires_grad_()
    value = function(t)
    value.backward(torch.ones_like(value) if upstream is None else torch.from_numpy(upstream))
    return value.detach().numpy(), t.grad.numpy()


@pytest.mark.parametrize(
    ("name", "derivative", "function"),
    [
        ("sigmoid", "sigmoid_derivative", torch.sigmoid),
        ("tanh", "tanh_derivative", torch.tanh),
        ("gelu", "gelu_derivative", F.gelu),
    ],
)
def test_values_and_derivatives_agree_with_pytorch(ac, rng, name, derivative, function):
    x = rng.normal(0.0, 2.0, size=(4, 5))
    value, slope = autograd(function, x)
    np.testing.assert_allclose(getattr(ac, name)(x), value, rtol=1e-10)
    np.testing.assert_allclose(getattr(ac, derivative)(x), slope, rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("slope", [0.0, 0.01, 0.1, 0.9])
def test_leaky_relu_agrees_with_pytorch(ac, rng, slope):
    x = rng.normal(size=(3, 6))
    value, derivative = autograd(lambda t: F.leaky_relu(t, slope), x)
    np.testing.assert_allclose(ac.leaky_relu(x, slope), value)
    np.testing.assert_allclose(ac.leaky_relu_derivative(x, slope), derivative)


def test_prelu_agrees_with_pytorch(ac, rng):
    x, g, a = rng.normal(size=(6, 3)), rng.normal(size=(6, 3)), np.array([0.3, 2.0, -0.5])
    slopes = torch.from_numpy(a).requires_grad_()
    value, dx = autograd(lambda t: F.prelu(t, slopes), x, g)
    np.testing.assert_allclose(ac.prelu(x, a), value)
    np.testing.assert_allclose(ac.prelu_gradients(g, x, a)[0], dx)
    np.testing.assert_allclose(ac.prelu_gradients(g, x, a)[1], slopes.grad.numpy())


@pytest.mark.parametrize("shape", [(3, 4), (4, 4), (1, 5), (5, 1)])
def test_the_softmax_and_its_jacobian_agree_with_pytorch(ac, rng, shape):
    x = rng.normal(size=shape)
    np.testing.assert_allclose(ac.softmax(x), F.softmax(torch.from_numpy(x), dim=1).numpy())
    for row, jacobian in zip(x, ac.softmax_jacobian(x), strict=True):
        expected = torch.autograd.functional.jacobian(lambda t: F.softmax(t, dim=0), torch.from_numpy(row))
        np.testing.assert_allclose(jacobian, expected.numpy(), atol=1e-15)


def test_one_function_is_expressed_by_another(ac, rng):
    x = rng.normal(0.0, 3.0, size=12)
    np.testing.assert_allclose(ac.tanh(x), 2 * ac.sigmoid(2 * x) - 1, atol=1e-15)
    np.testing.assert_allclose(ac.softmax(np.stack([x, 0 * x], axis=1))[:, 0], ac.sigmoid(x), rtol=1e-13)
    np.testing.assert_array_equal(ac.relu(x), ac.leaky_relu(x, 0.0))


@pytest.mark.parametrize("x", [30.0, 40.0, 100.0, 700.0])
def test_tails_have_all_their_digits(ac, x):
    assert ac.sigmoid(np.array([-x]))[0] == pytest.approx(math.exp(-x), rel=1e-12)
    assert ac.sigmoid_derivative(np.array([x]))[0] == pytest.approx(math.exp(-x), rel=1e-12)
    assert ac.tanh_derivative(np.array([x / 2]))[0] == pytest.approx(4 * math.exp(-x), rel=1e-12)


def test_the_left_tail_of_gelu_follows_its_expansion(ac):
    x = -20.0
    density = math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    expansion = -density * (1 - 1 / x**2 + 3 / x**4 - 15 / x**6)
    assert ac.gelu(np.array([x]))[0] == pytest.approx(expansion, rel=1e-7)


def test_gelu_is_not_monotone_and_has_the_minimum_that_the_statement_names(ac):
    x = np.linspace(-1.0, -0.5, 50001)
    values = ac.gelu(x)
    assert x[values.argmin()] == pytest.approx(-0.7518, abs=1e-4)
    assert values.min() == pytest.approx(-0.16997, abs=1e-5)


@pytest.mark.parametrize("size", [1e3, 1e5, 1e300])
def test_nothing_overflows(ac, size):
    x = np.array([size, -size])
    with np.errstate(over="raise", invalid="raise"):
        for name in ("sigmoid", "sigmoid_derivative", "tanh", "relu"):
            assert np.isfinite(getattr(ac, name)(x)).all()
        assert np.isfinite(ac.softmax(np.stack([x, -x, x / 2]) / 2)).all()


def test_the_derivative_of_the_sigmoid_is_at_most_a_quarter(ac):
    assert ac.sigmoid_derivative(np.linspace(-5.0, 5.0, 101)).max() == 0.25


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int16, np.uint16])
def test_integers_become_float64_before_any_arithmetic(ac, dtype):
    x = np.array([0, 1, np.iinfo(dtype).max, np.iinfo(dtype).min], dtype=dtype)
    for name in (
        "sigmoid",
        "sigmoid_derivative",
        "tanh",
        "tanh_derivative",
        "relu",
        "gelu",
        "gelu_derivative",
    ):
        np.testing.assert_array_equal(getattr(ac, name)(x), getattr(ac, name)(x.astype(float)))
    np.testing.assert_array_equal(ac.softmax(x[None]), ac.softmax(x[None].astype(float)))


def test_float32_stays_float32(ac, rng):
    x = rng.normal(size=(3, 4)).astype(np.float32)
    a = np.ones(4, dtype=np.float32)
    results = [
        *ac.identity(x), ac.sigmoid(x), ac.sigmoid_derivative(x), ac.tanh(x), ac.tanh_derivative(x), ac.relu(x),
        ac.leaky_relu(x, 0.1), ac.leaky_relu_derivative(x, 0.1), ac.prelu(x, a), *ac.prelu_gradients(x, x, a),
        ac.gelu(x), ac.gelu_derivative(x), ac.softmax(x), ac.softmax_jacobian(x),
    ]  # fmt: skip
    assert {result.dtype for result in results} == {np.dtype(np.float32)}
