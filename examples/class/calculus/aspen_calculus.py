"""Calculus homework. Differences use one helper, the network one Jacobian after the other."""

import numpy as np


def _places(x, h, name="h"):
    if not (h > 0):
        raise ValueError(f"{name} has to be positive")
    return np.array(x, dtype=float)


def _quotient(f, a, b, width):
    return (f(b) - f(a)) / width


def forward_difference(f, x, h):
    x = _places(x, h)
    return _quotient(f, x, x + h, h)


def central_difference(f, x, h):
    x = _places(x, h)
    return _quotient(f, x - h, x + h, 2 * h)


def numerical_gradient(f, x, h):
    x = _places(x, h)
    out = []
    for i in range(x.size):
        shift = np.zeros(x.size)
        shift[i] = h
        shift = shift.reshape(x.shape)
        out.append(_quotient(f, x - shift, x + shift, 2 * h))
    return np.array(out).reshape(x.shape)


def directional_derivative(f, x, v, h):
    x = _places(x, h)
    v = np.array(v, dtype=float)
    if v.shape != x.shape:
        raise ValueError("direction and place differ in shape")
    return _quotient(f, x - h * v, x + h * v, 2 * h)


def taylor_step(f, grad, x, lr):
    x = _places(x, lr, "lr")
    g = np.array(grad(x), dtype=float)
    delta = -lr * g
    predicted = -(g * delta).sum()
    return x + delta, predicted, f(x) - f(x + delta)


def chain_rule_two_layer(x, W1, W2, y):
    x, W1, W2, y = (a if a.dtype.kind == "f" else a.astype(float) for a in map(np.asarray, (x, W1, W2, y)))
    if x.ndim != 1 or y.ndim != 1 or W1.ndim != 2 or W2.ndim != 2:
        raise ValueError("wrong number of axes")
    if W1.shape[0] != x.size or W1.shape[1] != W2.shape[0] or W2.shape[1] != y.size:
        raise ValueError("layers do not fit")

    def sigmoid(t):
        return np.where(t >= 0, 1 / (1 + np.exp(-np.abs(t))), np.exp(-np.abs(t)) / (1 + np.exp(-np.abs(t))))

    hidden = sigmoid(x @ W1)
    out = sigmoid(hidden @ W2)
    delta2 = (out - y) * out * (1 - out)
    delta1 = delta2 @ W2.T * hidden * (1 - hidden)
    return ((out - y) ** 2).sum() / 2, x[:, None] * delta1, hidden[:, None] * delta2
