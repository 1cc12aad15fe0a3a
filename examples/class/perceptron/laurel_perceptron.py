from fractions import Fraction
from itertools import product

import numpy as np


def _f(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(float)


def _bin(x):
    x = np.asarray(x)
    if x.ndim != 2 or len(x) == 0 or not np.isin(x, [0, 1]).all():
        raise ValueError("x must be binary (n, d)")
    return x.astype(float)


def mcp_neuron(x, w, threshold):
    x, w = _bin(x), _f(w)
    if w.shape != (x.shape[1],):
        raise ValueError("w")
    return (x @ w >= threshold).astype(int)


def hebb_update(W, x, y, lr):
    W, x, y = _f(W), _f(x), _f(y)
    if W.ndim != 2 or x.shape != W.shape[:1] or y.shape != W.shape[1:] or lr <= 0:
        raise ValueError("shapes or lr")
    return W + np.outer(x, y)


def perceptron_step(w, b, x, y):
    w, x = _f(w), _f(x)
    if w.ndim != 1 or x.shape != w.shape or y not in (-1, 1):
        raise ValueError("shapes or label")
    if y * (w @ x + b) <= 0:
        return w + y * x, float(b + y)
    return w.copy(), float(b)


def perceptron_fit(X, y, epochs):
    X, y = _f(X), np.asarray(y)
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),) or epochs < 0 or not np.isin(y, [-1, 1]).all():
        raise ValueError("X, y or epochs")
    y = y.astype(float)
    w, b = np.zeros(X.shape[1], X.dtype), 0.0
    errors = []
    for epoch in range(epochs):
        count = 0
        for i in range(len(X)):
            if y[i] * (w @ X[i] + b) <= 0:
                w = w + float(y[i]) * X[i]
                b = b + float(y[i])
                count += 1
        errors.append(count)
        if count == 0:
            break
    return w, b, np.array(errors, dtype=int)


def logic_gate(name, d=2):
    if d < 1:
        raise ValueError("d")
    if name in ("AND", "OR"):
        return np.ones(d), -1.0
    if name == "NAND":
        return -np.ones(d), d - 1.0
    if name == "NOT":
        return -np.ones(1), 0.0
    raise ValueError(name)


def xor_network(x):
    x = _bin(x)
    if x.shape[1] != 2:
        raise ValueError("two inputs")
    s = x.sum(axis=1)
    h = np.stack([s >= 1, s < 2], axis=1).astype(int)
    return h, (h.sum(axis=1) == 2).astype(int)


def rows_of(X):
    X = np.asarray(X)
    if X.ndim != 2 or not len(X):
        raise ValueError("points in rows")
    return [[Fraction(v) for v in row] + [Fraction(1)] for row in X.tolist()]


def has_solution(rows):
    """Is there a z with row . z > 0 for all rows? One unknown less each time."""
    if any(not any(row) for row in rows):
        return False
    if not rows:
        return True
    plus = [[v / row[-1] for v in row[:-1]] for row in rows if row[-1] > 0]
    minus = [[v / -row[-1] for v in row[:-1]] for row in rows if row[-1] < 0]
    rest = [row[:-1] for row in rows if row[-1] == 0]
    rest += [[p + m for p, m in zip(a, b)] for a in plus for b in minus]
    return has_solution([list(row) for row in {tuple(row) for row in rest}])


def is_linearly_separable(X, y):
    rows = rows_of(X)
    y = np.asarray(y)
    if y.shape != (len(rows),) or set(y.tolist()) - {0, 1}:
        raise ValueError("labels")
    return has_solution([row if label else [-v for v in row] for row, label in zip(rows, y)])


def shatters_2d(points):
    rows = rows_of(points)
    if len(rows[0]) != 3:
        raise ValueError("points of the plane")
    for labels in product([0, 1], repeat=len(rows)):
        if not has_solution([row if label else [-v for v in row] for row, label in zip(rows, labels)]):
            return False
    return True
