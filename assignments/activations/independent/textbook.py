"""The assignment ``activations`` with the identities of the textbook: hyperbolic functions, masks and einsum."""

from __future__ import annotations

from math import erfc, pi, sqrt

import numpy as np


def step(x):
    x = _f(x)
    return 1 - np.signbit(x + 0.0).astype(int)


def identity(x):
    x = _f(x)
    return np.array(x), np.full(np.shape(x), 1, dtype=x.dtype)


def sigmoid(x):
    """exp(x - log(1 + exp(x))), with a logarithm that does not overflow."""
    x = _f(x)
    return np.exp(-np.logaddexp(np.zeros((), x.dtype), -x))


def sigmoid_derivative(x):
    x = _f(x)
    zero = np.zeros((), x.dtype)
    return np.exp(-np.logaddexp(zero, -x) - np.logaddexp(zero, x))


def tanh(x):
    return np.tanh(_f(x))


def tanh_derivative(x):
    """The square of 2 / (e^x + e^-x), with e^-|x| taken out."""
    x = _f(x)
    small = np.exp(-2 * np.abs(x))
    return 4 * small / (1 + small) ** 2


def relu(x):
    return np.clip(_f(x), 0, None)


def leaky_relu(x, slope):
    _slope(slope)
    x = _f(x)
    return np.maximum(x, x * slope)


def leaky_relu_derivative(x, slope):
    _slope(slope)
    x = _f(x)
    return np.select([x >= 0], [np.ones_like(x)], slope).astype(x.dtype)  # 1 at 0, as the notes have it


def prelu(x, a):
    x, a = _f(x), _f(a)
    _fit(x, a)
    return np.maximum(x, 0) + a * np.minimum(x, 0)


def prelu_gradients(dout, x, a):
    dout, x, a = _f(dout), _f(x), _f(a)
    _fit(x, a)
    if dout.shape != x.shape:
        raise ValueError("dout must have the shape of x")
    negative = (x < 0).astype(x.dtype)
    return dout * (1 - negative + negative * a), np.einsum("nd,nd,nd->d", dout, x, negative)


def gelu(x):
    x = _f(x)
    return (x * _cdf(x)).astype(x.dtype)


def gelu_derivative(x):
    x = _f(x)
    return (_cdf(x) + x * np.exp(-(x**2) / 2) / sqrt(2 * pi)).astype(x.dtype)


def softmax(x):
    x = _f(x)
    _rows(x)
    return np.exp(x - np.logaddexp.reduce(x, axis=1, keepdims=True))


def softmax_jacobian(x):
    p = softmax(x)
    J = -np.einsum("nj,nk->njk", p, p)
    J[:, np.arange(p.shape[1]), np.arange(p.shape[1])] += p
    return J


def dead_units(activations):
    activations = np.asarray(activations)
    if activations.ndim != 2 or activations.shape[0] == 0:
        raise ValueError("activations must have rows")
    return np.count_nonzero(activations, axis=0) == 0


_cdf = np.vectorize(lambda value: erfc(-value / sqrt(2)) / 2, otypes=[float])


def _f(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)


def _slope(slope):
    if slope < 0 or slope >= 1:
        raise ValueError("slope must be at least 0 and below 1")


def _fit(x, a):
    if x.ndim != 2 or a.shape != (x.shape[1],):
        raise ValueError("a must have one slope for each column of x")


def _rows(x):
    if x.ndim != 2 or 0 in x.shape:
        raise ValueError("x must have rows and columns")
