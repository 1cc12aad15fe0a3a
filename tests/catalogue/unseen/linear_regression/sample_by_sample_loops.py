import math

import numpy as np


def fit_univariate(x, y):
    x, y = _real(x), _real(y)
    if x.ndim != 1 or x.size == 0:
        raise ValueError("x must have shape (n,)")
    if y.shape != x.shape:
        raise ValueError("y must have the shape of x")
    xs, ys = [float(v) for v in x], [float(v) for v in y]
    if max(xs) == min(xs):
        raise ValueError("x: all values are equal")
    n = len(xs)
    mx, my = math.fsum(xs) / n, math.fsum(ys) / n
    top = math.fsum((u - mx) * (v - my) for u, v in zip(xs, ys))
    bottom = math.fsum((u - mx) ** 2 for u in xs)
    a = top / bottom
    return a, my - a * mx


def one_step(X, y, w, b, rows, lr, decay):
    gw, gb = np.zeros_like(w), 0.0
    for i in rows:
        r = float(X[i] @ w) + b - float(y[i])
        gw += r * X[i]
        gb += r
    m = len(rows)
    return w - lr * decay * w - lr * (gw / m), b - lr * (gb / m)


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    if not lr > 0:
        raise ValueError("lr must be positive")
    if steps < 0:
        raise ValueError("steps must not be negative")
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    everything = range(len(X))
    for _ in range(steps):
        w, b = one_step(X, y, w, b, everything, float(lr), 0.0)
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y = _samples(X, y)
    w, b = _real(w).copy(), float(b)
    _require_weights(X, w)
    if not lr > 0:
        raise ValueError("lr must be positive")
    if not weight_decay >= 0:
        raise ValueError("weight_decay must not be negative")
    for batch in batches:
        rows = [int(i) for i in batch]
        if not rows or min(rows) < 0 or max(rows) >= len(X):
            raise ValueError("batches: empty batch or row number out of range")
        w, b = one_step(X, y, w, b, rows, float(lr), float(weight_decay))
    return w, b
