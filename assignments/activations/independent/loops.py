"""The assignment ``activations`` number by number: each function is written for one float."""

from __future__ import annotations

import math

import numpy as np


def step(x):
    return np.array([0 if t < 0 else 1 for t in np.ravel(x).tolist()], dtype=int).reshape(np.shape(x))


def identity(x):
    return _mapped(lambda t: t, x), _mapped(lambda t: t * 0 + 1.0, x)


def sigmoid(x):
    return _mapped(_sigmoid, x)


def sigmoid_derivative(x):
    return _mapped(lambda t: _sigmoid(t) * _sigmoid(-t), x)


def tanh(x):
    return _mapped(math.tanh, x)


def tanh_derivative(x):
    return _mapped(lambda t: 1 / math.cosh(t) ** 2 if abs(t) < 350 else 0.0, x)


def relu(x):
    return _mapped(lambda t: t if t > 0 else 0.0, x)


def leaky_relu(x, slope):
    if not 0 <= slope < 1:
        raise ValueError("slope must be at least 0 and below 1")
    return _mapped(lambda t: t if t > 0 else slope * t, x)


def leaky_relu_derivative(x, slope):
    if not 0 <= slope < 1:
        raise ValueError("slope must be at least 0 and below 1")
    return _mapped(lambda t: 1.0 if t > 0 else slope, x)


def prelu(x, a):
    x, a = _real(x), _real(a)
    _check(x, a)
    y = x.copy()
    for i, row in enumerate(x):
        for j, value in enumerate(row):
            if value < 0:
                y[i, j] = value * a[j]
    return y


def prelu_gradients(dout, x, a):
    dout, x, a = _real(dout), _real(x), _real(a)
    _check(x, a)
    if dout.shape != x.shape:
        raise ValueError("dout and x differ in shape")
    dx, da = dout.copy(), np.zeros_like(a)
    for i, j in zip(*np.nonzero(x < 0), strict=True):
        dx[i, j] = dout[i, j] * a[j]
        da[j] += dout[i, j] * x[i, j]
    return dx, da


def gelu(x):
    return _mapped(lambda t: 0.5 * t * math.erfc(-t / math.sqrt(2)), x)


def gelu_derivative(x):
    def slope(t):
        return 0.5 * math.erfc(-t / math.sqrt(2)) + t * math.exp(-t * t / 2) / math.sqrt(2 * math.pi)

    return _mapped(slope, x)


def softmax(x):
    x = _real(x)
    _check_rows(x)
    return np.array([_softmax(row) for row in x.tolist()], dtype=x.dtype)


def softmax_jacobian(x):
    x = _real(x)
    _check_rows(x)
    matrices = []
    for row in x.tolist():
        p = _softmax(row)
        matrices.append(
            [[q * (1 - q) if j == k else -q * r for k, r in enumerate(p)] for j, q in enumerate(p)]
        )
    return np.array(matrices, dtype=x.dtype)


def dead_units(activations):
    activations = np.asarray(activations)
    if activations.ndim != 2 or not len(activations):
        raise ValueError("activations must be a table with rows")
    return np.array([not any(column) for column in activations.T.tolist()], dtype=bool)


def _mapped(function, x):
    x = _real(x)
    return np.array([function(value) for value in x.ravel().tolist()], dtype=x.dtype).reshape(x.shape)


def _sigmoid(t):
    if t >= 0:
        return 1 / (1 + math.exp(-t))
    return math.exp(t) / (1 + math.exp(t))


def _softmax(row):
    top = max(row)
    weights = [math.exp(value - top) for value in row]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def _real(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def _check(x, a):
    if x.ndim != 2 or a.ndim != 1 or x.shape[1] != len(a):
        raise ValueError("the shapes do not fit")


def _check_rows(x):
    if x.ndim != 2 or x.size == 0:
        raise ValueError("x must be a table")
