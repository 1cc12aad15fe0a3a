"""The perceptron step by step, as a lecture teaches it: every intermediate result has a name.

Another right solution, which must earn full marks. Elimination is done in fractions, row by row.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np


def mcp_neuron(x, w, threshold):
    x, w = _binary(x), _real(w)
    if w.shape != (x.shape[1],):
        raise ValueError(f"w must be (d,) = ({x.shape[1]},), got {w.shape}")
    total = x @ w
    fires = total >= threshold
    return fires.astype(int)


def hebb_update(W, x, y, lr):
    W, x, y = _real(W), _real(x), _real(y)
    if W.ndim != 2 or x.shape != (W.shape[0],) or y.shape != (W.shape[1],):
        raise ValueError("W must be (d, k), x (d,) and y (k,)")
    if lr <= 0:
        raise ValueError(f"lr must be > 0, got {lr}")
    column = x.reshape(-1, 1)
    row = y.reshape(1, -1)
    product = column * row
    change = lr * product
    return W + change


def perceptron_step(w, b, x, y):
    w, x = _real(w), _real(x)
    if w.ndim != 1 or x.shape != w.shape:
        raise ValueError(f"w and x must be (d,), got {w.shape} and {x.shape}")
    if y != 1 and y != -1:
        raise ValueError(f"y must be -1 or 1, got {y}")
    score = w @ x + b
    margin = y * score
    if margin <= 0:
        new_w = w + y * x
        new_b = b + y
    else:
        new_w = w.copy()
        new_b = b
    return new_w, float(new_b)


def perceptron_fit(X, y, epochs):
    X, y = _real(X), np.asarray(y)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must be (n, d), n >= 1, got {X.shape}")
    if y.shape != (len(X),) or not np.all((y == 1) | (y == -1)):
        raise ValueError("y must hold -1 and 1, one per row")
    if epochs < 0:
        raise ValueError(f"epochs must be >= 0, got {epochs}")
    n, d = X.shape
    w = np.zeros(d, dtype=X.dtype)
    b = 0.0
    errors = []
    for _ in range(epochs):
        count = 0
        for i in range(n):
            label = float(y[i])
            score = w @ X[i] + b
            margin = label * score
            if margin <= 0:
                w = w + label * X[i]
                b = b + label
                count = count + 1
        errors.append(count)
        if count == 0:
            break
    return w, b, np.array(errors, dtype=int)


def logic_gate(name, d=2):
    if d < 1:
        raise ValueError(f"d must be >= 1, got {d}")
    if name == "AND":
        w = np.ones(d)
        b = -d
    elif name == "OR":
        w = np.ones(d)
        b = -1
    elif name == "NAND":
        w = -np.ones(d)
        b = d - 1
    elif name == "NOT":
        w = -np.ones(1)
        b = 0
    else:
        raise ValueError(f"unknown gate {name}")
    return w, b


def xor_network(x):
    x = _binary(x)
    if x.shape[1] != 2:
        raise ValueError(f"x must be (n, 2), got {x.shape}")
    total = x[:, 0] + x[:, 1]
    score_or = total - 0.5
    score_nand = 1.5 - total
    h_or = (score_or >= 0).astype(int)
    h_nand = (score_nand >= 0).astype(int)
    h = np.column_stack([h_or, h_nand])
    score = h_or + h_nand - 1.5
    y_hat = (score >= 0).astype(int)
    return h, y_hat


def is_linearly_separable(X, y):
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must be (n, d), n >= 1, got {X.shape}")
    if y.shape != (len(X),) or not np.all((y == 0) | (y == 1)):
        raise ValueError("y must hold 0 and 1, one per row")
    rows = _signed_rows(X, y)
    return _has_solution(rows)


def shatters_2d(points):
    points = np.asarray(points)
    if points.ndim != 2 or len(points) == 0 or points.shape[1] != 2:
        raise ValueError(f"points must be (n, 2), n >= 1, got {points.shape}")
    n = len(points)
    for number in range(2**n):
        labels = [(number // 2**i) % 2 for i in range(n)]
        rows = _signed_rows(points, labels)
        if not _has_solution(rows):
            return False
    return True


def _signed_rows(X, y):
    rows = []
    for x, label in zip(X.tolist(), y, strict=True):
        row = [Fraction(a) for a in x] + [Fraction(1)]
        if label == 0:
            row = [-a for a in row]
        rows.append(row)
    return rows


def _has_solution(rows):
    while rows:
        for row in rows:
            if all(a == 0 for a in row):
                return False
        positive = [row for row in rows if row[-1] > 0]
        negative = [row for row in rows if row[-1] < 0]
        new_rows = [row[:-1] for row in rows if row[-1] == 0]
        for p in positive:
            for q in negative:
                # both divided by the size of their last entry, so that the last entries cancel
                new_rows.append([a / p[-1] - c / q[-1] for a, c in zip(p[:-1], q[:-1], strict=True)])
        rows = new_rows
    return True


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _binary(x):
    x = np.asarray(x)
    if x.ndim != 2 or len(x) == 0:
        raise ValueError(f"x must be (n, d), n >= 1, got {x.shape}")
    if not np.all((x == 0) | (x == 1)):
        raise ValueError("x must hold 0 and 1")
    return x.astype(np.float64)
