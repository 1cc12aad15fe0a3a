"""The optimizers with loops over single Python numbers: a right solution without any arithmetic of arrays.

Adam's corrections are computed from sums of weights, not from powers, until they are 1 in floating point.
"""

from __future__ import annotations

import math

import numpy as np


def sgd(w, g, lr):
    _positive(lr, "lr")
    return _each(lambda a, b: (a - lr * b,), w, g)[0]


def momentum(w, g, v, lr, mu=0.9):
    _positive(lr, "lr")
    _share(mu, "mu")

    def one(a, b, c):
        speed = mu * c + b
        return a - lr * speed, speed

    return _each(one, w, g, v)


def nesterov(w, g, v, lr, mu=0.9):
    _positive(lr, "lr")
    _share(mu, "mu")

    def one(a, b, c):
        speed = mu * c + b
        return a - lr * b - lr * mu * speed, speed

    return _each(one, w, g, v)


def adagrad(w, g, s, lr, eps=1e-8):
    _positive(lr, "lr")
    _positive(eps, "eps")

    def one(a, b, c):
        total = c + b**2
        return a - lr / (math.sqrt(total) + eps) * b, total

    return _each(one, w, g, s)


def rmsprop(w, g, s, lr, rho=0.9, eps=1e-8):
    _positive(lr, "lr")
    _positive(eps, "eps")
    _share(rho, "rho")

    def one(a, b, c):
        mean = c + (1 - rho) * (b**2 - c)
        return a - lr / (math.sqrt(mean) + eps) * b, mean

    return _each(one, w, g, s)


def adam(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return weight_decay_step(w, g, m, v, t, lr, 0, beta1, beta2, eps)


def weight_decay_step(w, g, m, v, t, lr, lam, beta1=0.9, beta2=0.999, eps=1e-8):
    _positive(lr, "lr")
    _positive(eps, "eps")
    _share(beta1, "beta1")
    _share(beta2, "beta2")
    if t < 0 or lam < 0:
        raise ValueError("t and lam are not negative")
    first, second = _weight_of(beta1, t + 1), _weight_of(beta2, t + 1)

    def one(a, b, c, d):
        mean = c + (1 - beta1) * (b - c)
        square = d + (1 - beta2) * (b**2 - d)
        step = mean / first / (math.sqrt(square / second) + eps)
        return a - lr * lam * a - lr * step, mean, square

    return (*_each(one, w, g, m, v), t + 1)


def batch_gd(grad, w, X, y, lr, steps):
    if steps < 0:
        raise ValueError("steps is negative")
    return _descend(grad, w, X, y, lr, [slice(None)] * steps)


def stochastic_gd(grad, w, X, y, lr, order):
    return _descend(grad, w, X, y, lr, [[row] for row in _rows(order, len(X))])


def minibatch_gd(grad, w, X, y, lr, batches):
    parts = [_rows(batch, len(X)) for batch in batches]
    if not all(parts):
        raise ValueError("a batch is empty")
    return _descend(grad, w, X, y, lr, parts)


def converges(lr, curvature):
    if curvature <= 0:
        raise ValueError("the curvature is positive")
    return lr > 0 and lr * curvature < 2


def _descend(grad, w, X, y, lr, parts):
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),):
        raise ValueError("X is (n, d) and y is (n,)")
    _positive(lr, "lr")
    for part in parts:
        w = sgd(w, grad(_floats(w), X[part], y[part]), lr)
    return _floats(w).copy()


def _weight_of(beta, steps):
    """(1 - beta) (1 + beta + … ), ``steps`` terms: what the weights of a running mean add up to."""
    total, term = 0.0, 1 - beta
    for _ in range(min(steps, 100_000)):
        total, last, term = total + term, total, term * beta
        if total == last:
            break
    else:
        if steps > 100_000:
            return 1 - beta**steps
    return total


def _each(one, w, *others):
    """Apply ``one`` to the entries at each place, and gather what it returns in arrays."""
    arrays = [_floats(a) for a in (w, *others)]
    if any(a.shape != arrays[0].shape for a in arrays):
        raise ValueError("all arrays have the shape of w")
    kind = arrays[0].dtype
    found = [one(*map(float, place)) for place in zip(*(a.ravel() for a in arrays), strict=True)]
    return tuple(np.array(values, kind).reshape(arrays[0].shape) for values in zip(*found, strict=True))


def _rows(order, n):
    order = np.asarray(order)
    if order.ndim != 1 or not np.issubdtype(order.dtype, np.integer):
        raise ValueError("row numbers are whole numbers")
    rows = [int(i) for i in order]
    if any(not 0 <= i < n for i in rows):
        raise ValueError("a row does not exist")
    return rows


def _floats(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(float)


def _positive(number, name):
    if number <= 0:
        raise ValueError(f"{name} must be positive")


def _share(number, name):
    if not 0 <= number < 1:
        raise ValueError(f"{name} must be in [0, 1)")
