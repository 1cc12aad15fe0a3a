"""The perceptron in whole arrays: separability by the smallest dependent sets of samples.

Classes are inseparable if and only if some combination of samples, with positive factors in one class and negative
ones in the other, is zero and the factors add up to zero. If there is one, there is one with as few samples as
possible, and its factors are unique up to a common one: the null space of at most d + 2 samples.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import numpy as np


def mcp_neuron(x, w, threshold):
    x = _zeros_and_ones(x)
    w = np.asarray(w).astype(np.result_type(np.asarray(w), np.float32)).astype(np.float64)
    if w.ndim != 1 or len(w) != x.shape[1]:
        raise ValueError("w must be (d,)")
    return np.where((x * w).sum(axis=1) >= threshold, 1, 0)


def hebb_update(W, x, y, lr):
    W, x, y = _real(W), _real(x), _real(y)
    if not lr > 0:
        raise ValueError("lr must be positive")
    if W.ndim != 2 or x.shape != (W.shape[0],) or y.shape != (W.shape[1],):
        raise ValueError("shapes must be (d, k), (d,), (k,)")
    return W + lr * x[:, None] * y[None, :]


def perceptron_step(w, b, x, y):
    w, x = _real(w), _real(x)
    if w.ndim != 1 or x.shape != w.shape:
        raise ValueError("w and x must be (d,)")
    if abs(y) != 1:
        raise ValueError("y must be -1 or 1")
    wrong = np.sign(w @ x + b) != y
    change = float(wrong * y)
    return w + change * x, b + change


def perceptron_fit(X, y, epochs):
    X = _real(X)
    y = np.asarray(y)
    if X.ndim != 2 or X.shape[0] == 0 or y.shape != (X.shape[0],):
        raise ValueError("X must be (n, d), y (n,)")
    if np.any(np.abs(y) != 1) or epochs < 0:
        raise ValueError("labels must be -1 and 1, epochs >= 0")
    w, b = np.zeros(X.shape[1], X.dtype), 0.0
    counts = np.zeros(0, dtype=np.int64)
    for _ in range(epochs):
        count = 0
        for i in range(len(y)):
            if np.sign(w @ X[i] + b) == y[i]:
                continue
            w = w + X[i] if y[i] > 0 else w - X[i]
            b += float(y[i])
            count += 1
        counts = np.append(counts, count)
        if not count:
            break
    return w, b, counts


def logic_gate(name, d=2):
    if d < 1:
        raise ValueError("d must be at least 1")
    gates = {
        "AND": (np.full(d, 1.0), -1.0 * d),
        "OR": (np.full(d, 1.0), -1.0),
        "NAND": (np.full(d, -1.0), d - 1.0),
        "NOT": (np.array([-1.0]), 0.0),
    }
    if name not in gates:
        raise ValueError(f"no gate {name}")
    return gates[name]


def xor_network(x):
    x = _zeros_and_ones(x)
    if x.shape[1] != 2:
        raise ValueError("x must be (n, 2)")
    W, b = np.array([[2.0, -2.0], [2.0, -2.0]]), np.array([-1.0, 3.0])
    h = np.heaviside(x @ W + b, 1).astype(int)
    return h, np.heaviside(h @ np.array([2.0, 2.0]) - 3, 1).astype(int)


def is_linearly_separable(X, y):
    columns = _columns(X)
    y = np.asarray(y)
    if y.shape != (len(columns),) or not np.isin(y, [0, 1]).all():
        raise ValueError("y must hold one 0 or 1 per sample")
    signs = [1 if label else -1 for label in y]
    return not any(_mixes(signs, members, factors) for members, factors in _circuits(columns))


def shatters_2d(points):
    columns = _columns(points)
    if len(columns[0]) != 3:
        raise ValueError("points must be (n, 2)")
    circuits = list(_circuits(columns))
    every = product([-1, 1], repeat=len(columns))
    return not any(_mixes(signs, *circuit) for signs in every for circuit in circuits)


def _mixes(signs, members, factors):
    """Whether the factors have one sign in one class and the other sign in the other."""
    joint = {signs[i] * (1 if factor > 0 else -1) for i, factor in zip(members, factors, strict=True)}
    return len(joint) == 1


def _circuits(columns):
    """Smallest dependent sets: at most d + 2 samples, and factors that are all different from 0."""
    for size in range(2, len(columns[0]) + 2):
        for members in combinations(range(len(columns)), size):
            factors = _null_vector([columns[i] for i in members])
            if factors is not None and all(factors):
                yield members, factors


def _null_vector(columns):
    """The combination that gives zero, if there is one up to a factor."""
    rows = [list(line) for line in zip(*columns, strict=True)]
    n, pivots = len(columns), []
    for j in range(n):
        top = len(pivots)
        found = next((i for i in range(top, len(rows)) if rows[i][j]), None)
        if found is None:
            continue
        rows[top], rows[found] = rows[found], rows[top]
        rows[top] = [a / rows[top][j] for a in rows[top]]
        for i in range(len(rows)):
            if i != top and rows[i][j]:
                factor = rows[i][j]
                rows[i] = [a - factor * c for a, c in zip(rows[i], rows[top], strict=True)]
        pivots.append(j)
    free = [j for j in range(n) if j not in pivots]
    if len(free) != 1:
        return None
    factors = [Fraction(0)] * n
    factors[free[0]] = Fraction(1)
    for i, j in enumerate(pivots):
        factors[j] = -rows[i][free[0]]
    return factors


def _columns(X):
    X = np.asarray(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("samples must be (n, d)")
    return [[*map(Fraction, row), Fraction(1)] for row in X.tolist()]


def _zeros_and_ones(x):
    x = np.asarray(x)
    if x.ndim != 2 or len(x) == 0 or np.any((x != 0) & (x != 1)):
        raise ValueError("x must be (n, d) and binary")
    return x.astype(float)


def _real(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)
