"""Linear regression in plain Python: lists, loops and exact sums, no linear algebra from a library.

Least squares comes from rotations that make the columns orthogonal (the one-sided method of Jacobi), ridge from
Gaussian elimination. numpy serves only for what goes in and out.
"""

from __future__ import annotations

import math

import numpy as np


def fit_univariate(x, y):
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError("x and y must be of one shape (n,)")
    xs, ys = _numbers(x), _numbers(y)
    if len(set(xs)) < 2:
        raise ValueError("x must hold two different values")
    x_mean, y_mean = _mean(xs), _mean(ys)
    xy = math.fsum((a - x_mean) * (b - y_mean) for a, b in zip(xs, ys, strict=True))
    slope = xy / math.fsum((a - x_mean) ** 2 for a in xs)
    return slope, y_mean - slope * x_mean


def fit_normal_equation(X, y):
    _check(X, y)
    columns = [[1.0] * len(X), *(_numbers(column) for column in X.T)]
    return np.array(_shortest(columns, _numbers(y)), dtype=_kind(X, y))


def fit_normal_equation_columns(X, y):
    if X.ndim != 2:
        raise ValueError("X must have two axes")
    return fit_normal_equation(X.T, y)


def fit_ridge(X, y, lam):
    _check(X, y)
    if lam < 0:
        raise ValueError("lam must not be negative")
    ys = _numbers(y)
    columns = [_numbers(column) for column in X.T]
    middles = [_mean(column) for column in columns]
    columns = [[value - m for value in column] for column, m in zip(columns, middles, strict=True)]
    gram = [[_dot(a, b) + (lam if a is b else 0.0) for b in columns] for a in columns]
    middle = _mean(ys)
    weights = _solved(gram, [_dot(column, [value - middle for value in ys]) for column in columns])
    return np.array([middle - _dot(middles, weights), *weights], dtype=_kind(X, y))


def predict(X, w, b):
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError("X must be (n, d) and w (d,)")
    return np.array([_dot(_numbers(row), _numbers(w)) + b for row in X], dtype=_kind(X, w))


def mse_loss(y, y_hat):
    return 2 * half_mse_loss(y, y_hat)


def half_mse_loss(y, y_hat):
    if y.ndim != 1 or y.shape != y_hat.shape or len(y) == 0:
        raise ValueError("y and y_hat must be of one shape (n,), and not empty")
    return math.fsum((a - b) ** 2 for a, b in zip(_numbers(y), _numbers(y_hat), strict=True)) / (2 * len(y))


def loss_gradient(X, y, w, b, lam=0.0):
    _check(X, y, w)
    if lam < 0:
        raise ValueError("lam must not be negative")
    weights = _numbers(w)
    dw, db = _slopes(X.tolist(), _numbers(y), weights, b)
    return np.array([slope + lam * v for slope, v in zip(dw, weights, strict=True)], dtype=_kind(X, y, w)), db


def gradient_descent(X, y, lr, steps):
    _check(X, y)
    if steps < 0:
        raise ValueError("steps must not be negative")
    start = np.zeros(X.shape[1], dtype=_kind(X, y))
    return sgd_minibatch(X, y, start, 0.0, lr, [np.arange(len(X))] * steps)


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    _check(X, y, w)
    if not lr > 0 or weight_decay < 0:
        raise ValueError("lr must be positive and weight_decay not negative")
    samples, targets, weights, bias = X.tolist(), _numbers(y), _numbers(w), float(b)
    for batch in batches:
        rows = batch.tolist()
        if not rows or min(rows) < 0 or max(rows) >= len(samples):
            raise ValueError(f"no batch: {rows}")
        dw, db = _slopes([samples[i] for i in rows], [targets[i] for i in rows], weights, bias)
        weights = [v - lr * (slope + weight_decay * v) for v, slope in zip(weights, dw, strict=True)]
        bias -= lr * db
    return np.array(weights, dtype=_kind(X, y, w)), bias


def _slopes(samples, targets, weights, bias):
    """The derivatives of the half-mean loss, a list for the weights and a number for the bias."""
    misses = [_dot(row, weights) + bias - t for row, t in zip(samples, targets, strict=True)]
    by_weight = [_dot(column, misses) / len(misses) for column in zip(*samples, strict=True)]
    return by_weight, _mean(misses)


def _shortest(columns, target):
    """The shortest of all least-squares solutions: columns are rotated in pairs until all are orthogonal."""
    turns = [[float(i == j) for i in range(len(columns))] for j in range(len(columns))]
    scale = math.fsum(_dot(column, column) for column in columns)
    for _ in range(60):
        largest = 0.0
        for p in range(len(columns)):
            for q in range(p + 1, len(columns)):
                a, b, c = (_dot(columns[i], columns[j]) for i, j in ((p, p), (q, q), (p, q)))
                if abs(c) <= 1e-16 * math.sqrt(a * b) or abs(c) <= 1e-30 * scale:
                    continue
                largest = max(largest, abs(c) / math.sqrt(a * b))
                angle = math.atan2(2 * c, a - b) / 2
                for table in (columns, turns):
                    table[p], table[q] = _turned(table[p], table[q], math.cos(angle), math.sin(angle))
        if largest < 1e-15:
            break
    theta = [0.0] * len(columns)
    for column, turn in zip(columns, turns, strict=True):
        length = _dot(column, column)
        if length > 1e-24 * scale:
            share = _dot(column, target) / length
            theta = [t + share * v for t, v in zip(theta, turn, strict=True)]
    return theta


def _turned(first, second, cos, sin):
    pairs = list(zip(first, second, strict=True))
    return [cos * u + sin * v for u, v in pairs], [cos * v - sin * u for u, v in pairs]


def _solved(matrix, right):
    """Gaussian elimination, the largest pivot first."""
    rows = [[*row, r] for row, r in zip(matrix, right, strict=True)]
    for k in range(len(rows)):
        pivot = max(range(k, len(rows)), key=lambda i: abs(rows[i][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(len(rows)):
            if i != k:
                factor = rows[i][k] / rows[k][k]
                rows[i] = [u - factor * v for u, v in zip(rows[i], rows[k], strict=True)]
    return [row[-1] / row[k] for k, row in enumerate(rows)]


def _check(X, y, w=None):
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),):
        raise ValueError("X must be (n, d) and y (n,), n >= 1")
    if w is not None and w.shape != X.shape[1:]:
        raise ValueError("w must be (d,)")


def _numbers(array):
    return [float(value) for value in array]


def _mean(values):
    return math.fsum(values) / len(values)


def _dot(first, second):
    return math.fsum(u * v for u, v in zip(first, second, strict=True))


def _kind(*arrays):
    """The dtype of a result: that of floating inputs, float64 for integers."""
    kind = np.result_type(*arrays)
    return kind if kind.kind == "f" else np.dtype(np.float64)
