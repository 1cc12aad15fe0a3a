"""Homework: activation functions."""

from __future__ import annotations

import math

import numpy as np


def step(x):
    x = _real(x)
    fires = x >= 0
    return fires.astype(int)


def identity(x):
    x = _real(x)
    value = x.copy()
    derivative = np.ones(x.shape, dtype=x.dtype)
    return value, derivative


def sigmoid(x):
    x = _real(x)
    positive = x >= 0
    small = np.exp(-np.abs(x))
    on_the_right = 1 / (1 + small)
    on_the_left = small / (1 + small)
    return np.where(positive, on_the_right, on_the_left)


def sigmoid_derivative(x):
    x = _real(x)
    s = np.exp(-np.abs(x))
    return s / (1 + s) ** 2


def tanh(x):
    x = _real(x)
    return np.tanh(x)


def tanh_derivative(x):
    x = _real(x)
    small = np.exp(-2 * np.abs(x))
    denominator = (1 + small) ** 2
    return 4 * small / denominator


def relu(x):
    x = _real(x)
    return np.maximum(x, 0)


def leaky_relu(x, slope):
    x = _real(x)
    if slope < 0 or slope >= 1:
        raise ValueError(f"slope must be at least 0 and below 1, got {slope}")
    positive = x > 0
    scaled = slope * x
    return np.where(positive, x, scaled)


def leaky_relu_derivative(x, slope):
    x = _real(x)
    if slope < 0 or slope >= 1:
        raise ValueError(f"slope must be at least 0 and below 1, got {slope}")
    derivative = np.ones_like(x)
    derivative[x < 0] = slope
    return derivative


def prelu(x, a):
    x, a = _real(x), _real(a)
    _check_slopes(x, a)
    return x * np.where(x > 0, 1, a)


def prelu_gradients(dout, x, a):
    dout, x, a = _real(dout), _real(x), _real(a)
    _check_slopes(x, a)
    if dout.shape != x.shape:
        raise ValueError(f"dout must have shape {x.shape}, got {dout.shape}")
    negative = x < 0
    dx = np.where(negative, dout * a, dout)
    terms = np.where(negative, dout * x, 0)
    da = np.sum(terms, axis=0)
    return dx, da.astype(x.dtype)


def gelu(x):
    x = _real(x)
    cdf = _cdf(x)
    return x * cdf


def gelu_derivative(x):
    x = _real(x)
    cdf = _cdf(x)
    density = np.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
    return cdf + x * density


def softmax(x):
    x = _real(x)
    _check_rows(x)
    largest = np.max(x, axis=1, keepdims=True)
    shifted = x - largest
    exponentials = np.exp(shifted)
    total = np.sum(exponentials, axis=1, keepdims=True)
    return exponentials / total


def softmax_jacobian(x):
    x = _real(x)
    _check_rows(x)
    n, K = x.shape
    jacobian = np.zeros((n, K, K), dtype=x.dtype)
    for i in range(n):
        shifted = x[i] - np.max(x[i])
        exponentials = np.exp(shifted)
        p = exponentials / np.sum(exponentials)
        own = np.diag(p)
        pairs = np.outer(p, p)
        jacobian[i] = own - pairs
    return jacobian


def dead_units(activations):
    activations = np.asarray(activations)
    if activations.ndim != 2 or len(activations) == 0:
        raise ValueError(f"activations must have shape (n, d), got {activations.shape}")
    zero = activations == 0
    return np.all(zero, axis=0)


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _cdf(x):
    values = [0.5 * math.erfc(-value / math.sqrt(2)) for value in x.ravel().tolist()]
    return np.array(values, dtype=x.dtype).reshape(x.shape)


def _check_slopes(x, a):
    if x.ndim != 2 or a.shape != (x.shape[1],):
        raise ValueError(f"x must have shape (n, d) and a shape (d,), got {x.shape} and {a.shape}")


def _check_rows(x):
    if x.ndim != 2 or x.size == 0:
        raise ValueError(f"x must have shape (n, K), got {x.shape}")
