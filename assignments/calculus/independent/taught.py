"""Derivatives step by step, as a lecture teaches them: every intermediate has a name.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import numpy as np


def forward_difference(f, x, h):
    _check_step(h)
    x = np.asarray(x, dtype=np.float64)
    ahead = f(x + h)
    here = f(x)
    change = ahead - here
    return change / h


def central_difference(f, x, h):
    _check_step(h)
    x = np.asarray(x, dtype=np.float64)
    ahead = f(x + h)
    back = f(x - h)
    change = ahead - back
    distance = 2 * h
    return change / distance


def numerical_gradient(f, x, h):
    _check_step(h)
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros(x.shape)
    distance = 2 * h
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + h
        ahead = f(x)
        x[index] = old - h
        back = f(x)
        x[index] = old
        change = ahead - back
        gradient[index] = change / distance
    return gradient


def directional_derivative(f, x, v, h):
    _check_step(h)
    x = np.asarray(x, dtype=np.float64)
    v = np.asarray(v, dtype=np.float64)
    if x.shape != v.shape:
        raise ValueError(f"v must have the shape {x.shape} of x, got {v.shape}")
    step = h * v
    ahead = f(x + step)
    back = f(x - step)
    change = ahead - back
    distance = 2 * h
    return change / distance


def taylor_step(f, grad, x, lr):
    if not lr > 0:
        raise ValueError(f"lr must be positive, got {lr}")
    x = np.asarray(x, dtype=np.float64)
    g = np.asarray(grad(x), dtype=np.float64)
    step = -lr * g
    x_new = x + step
    squares = g**2
    squared_norm = np.sum(squares)
    predicted = lr * squared_norm
    before = f(x)
    after = f(x_new)
    actual = before - after
    return x_new, predicted, actual


def chain_rule_two_layer(x, W1, W2, y):
    x, W1, W2, y = _real(x), _real(W1), _real(W2), _real(y)
    if x.ndim != 1 or W1.ndim != 2 or W2.ndim != 2 or y.ndim != 1:
        raise ValueError("x and y must have one axis, W1 and W2 must have two")
    if W1.shape[0] != x.shape[0] or W2.shape[0] != W1.shape[1] or y.shape[0] != W2.shape[1]:
        raise ValueError(f"shapes do not fit: {x.shape}, {W1.shape}, {W2.shape}, {y.shape}")
    a = x @ W1
    s = _sigmoid(a)
    z = s @ W2
    o = _sigmoid(z)
    error = o - y
    squares = error**2
    loss = 0.5 * np.sum(squares)
    dL_do = error
    do_dz = o * (1 - o)
    dL_dz = dL_do * do_dz
    dL_dW2 = np.outer(s, dL_dz)
    dL_ds = W2 @ dL_dz
    ds_da = s * (1 - s)
    dL_da = dL_ds * ds_da
    dL_dW1 = np.outer(x, dL_da)
    return loss, dL_dW1, dL_dW2


def _sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def _check_step(h):
    if not h > 0:
        raise ValueError(f"h must be positive, got {h}")


def _real(values):
    values = np.asarray(values)
    if values.dtype.kind == "f":
        return values
    return values.astype(np.float64)
