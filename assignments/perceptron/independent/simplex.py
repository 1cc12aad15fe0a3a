"""The perceptron with lists and fractions: separability by the simplex method on the convex hulls of the classes.

Two finite classes are separable if and only if their convex hulls have no common point. Whether they have one is a
linear program, which the simplex method solves exactly in fractions; Bland's rule keeps it from running in circles.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np


def mcp_neuron(x, w, threshold):
    rows = _binary(x)
    weights = [float(a) for a in w] if np.ndim(w) == 1 else None
    if weights is None or len(weights) != len(rows[0]):
        raise ValueError("one weight per input")
    return np.array([1 if _dot(row, weights) >= threshold else 0 for row in rows])


def hebb_update(W, x, y, lr):
    W, x, y = _floats(W), _floats(x), _floats(y)
    if W.shape != x.shape + y.shape or W.ndim != 2 or x.ndim != 1 or lr <= 0:
        raise ValueError("W is (d, k), x is (d,), y is (k,), and lr is positive")
    new = W.copy()
    for j in range(len(x)):
        for k in range(len(y)):
            new[j, k] += lr * x[j] * y[k]
    return new


def perceptron_step(w, b, x, y):
    w, x = _floats(w), _floats(x)
    if w.ndim != 1 or w.shape != x.shape or y not in (-1, 1):
        raise ValueError("w and x are (d,), and y is -1 or 1")
    score = float(w @ x) + b
    if (y == 1 and score > 0) or (y == -1 and score < 0):
        return np.array(w), float(b)
    return (w + x, b + 1.0) if y == 1 else (w - x, b - 1.0)


def perceptron_fit(X, y, epochs):
    X, y = _floats(X), np.asarray(y)
    if X.ndim != 2 or len(X) == 0 or y.shape != X.shape[:1] or epochs < 0:
        raise ValueError("X is (n, d), y is (n,), and epochs is not negative")
    if not set(y.tolist()) <= {-1, 1}:
        raise ValueError("labels are -1 and 1")
    w, b, errors = 0 * X[0], 0.0, []
    while len(errors) < epochs and 0 not in errors[-1:]:
        errors.append(0)
        for i in range(len(X)):
            new_w, new_b = perceptron_step(w, b, X[i], y[i])
            errors[-1] += int(new_b != b)
            w, b = new_w, new_b
    return w, b, np.array(errors, int)


def logic_gate(name, d=2):
    if name not in ("AND", "OR", "NAND", "NOT") or d < 1:
        raise ValueError("there is no such gate")
    if name == "NOT":
        return np.array([-1.0]), 0.0
    silent_below = 1 if name == "OR" else d  # ones that are needed
    if name == "NAND":
        return np.full(d, -1.0), float(silent_below - 1)
    return np.full(d, 1.0), float(-silent_below)


def xor_network(x):
    rows = _binary(x)
    if len(rows[0]) != 2:
        raise ValueError("two inputs")
    h = np.array([[max(row), 1 - min(row)] for row in rows]).astype(int)
    return h, np.array([min(pair) for pair in h])


def is_linearly_separable(X, y):
    rows, labels = _exact(X), np.asarray(y)
    if labels.shape != (len(rows),) or not set(labels.tolist()) <= {0, 1}:
        raise ValueError("one label of 0 or 1 per sample")
    return _apart(rows, labels.tolist())


def shatters_2d(points):
    rows = _exact(points)
    if len(rows[0]) != 2:
        raise ValueError("points of the plane")
    n = len(rows)
    return all(_apart(rows, [k >> i & 1 for i in range(n)]) for k in range(2**n))


def _apart(rows, labels):
    """No convex combination of one class equals one of the other."""
    if len(set(labels)) == 1:
        return True
    columns = []
    for row, label in zip(rows, labels, strict=True):
        sign = 1 if label else -1
        columns.append([*(sign * a for a in row), Fraction(int(label == 1)), Fraction(int(label == 0))])
    right = [Fraction(0)] * len(rows[0]) + [Fraction(1), Fraction(1)]
    return not _feasible(columns, right)


def _feasible(columns, right):
    """Whether numbers >= 0 exist with which the columns add up to the right side: phase one of the simplex method."""
    m, n = len(right), len(columns)
    table = [
        [columns[j][i] for j in range(n)] + [Fraction(int(i == k)) for k in range(m)] + [right[i]]
        for i in range(m)
    ]
    basis = list(range(n, n + m))
    cost = [-sum(line[j] for line in table) for j in range(n)] + [Fraction(0)] * m + [-sum(right)]
    while True:
        entering = next((j for j in range(n) if cost[j] < 0), None)
        if entering is None:
            return cost[-1] == 0
        ratios = [
            (line[-1] / line[entering], basis[i], i) for i, line in enumerate(table) if line[entering] > 0
        ]
        _, _, leaving = min(ratios)
        pivot = table[leaving][entering]
        table[leaving] = [a / pivot for a in table[leaving]]
        for i in range(m):
            if i != leaving and table[i][entering]:
                factor = table[i][entering]
                table[i] = [a - factor * b for a, b in zip(table[i], table[leaving], strict=True)]
        factor = cost[entering]
        cost = [a - factor * b for a, b in zip(cost, table[leaving], strict=True)]
        basis[leaving] = entering


def _exact(X):
    X = np.asarray(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("a table of samples")
    return [[Fraction(a) for a in row] for row in X.tolist()]


def _binary(x):
    x = np.asarray(x)
    if x.ndim != 2 or len(x) == 0 or not set(x.ravel().tolist()) <= {0, 1}:
        raise ValueError("a table of zeros and ones")
    return x.astype(float).tolist()


def _dot(a, b):
    return sum(p * q for p, q in zip(a, b, strict=True))


def _floats(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(float)
