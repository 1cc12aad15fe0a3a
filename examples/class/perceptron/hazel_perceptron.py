"""Perceptron exercises (hazel). Border test: I look for a common point of both hulls with fractions."""

from fractions import Fraction
from itertools import product

import numpy as np


def complain(words):
    raise ValueError(words)


def as_float(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def binary(x):
    x = np.asarray(x)
    if x.ndim != 2 or x.shape[0] < 1:
        complain("x must be (n, d)")
    if ((x != 0) & (x != 1)).any():
        complain("x must be binary")
    return x.astype(np.float64)


def step(score):
    return np.where(score >= 0, 1, 0)


def mcp_neuron(x, w, threshold):
    x, w = binary(x), as_float(w)
    if w.shape != x.shape[1:]:
        complain("one weight per input")
    return step(x.dot(w) - threshold)


def hebb_update(W, x, y, lr):
    W, x, y = map(as_float, (W, x, y))
    if W.ndim != 2 or x.ndim != 1 or y.ndim != 1 or W.shape != (x.size, y.size):
        complain("shapes")
    if lr <= 0:
        complain("lr")
    return W + lr * np.einsum("j,k->jk", x, y)


def perceptron_step(w, b, x, y):
    w, x = as_float(w), as_float(x)
    if w.ndim != 1 or w.shape != x.shape:
        complain("shapes")
    if y not in (1, -1):
        complain("label")
    if y * (w.dot(x) + b) > 0:
        return w + 0, float(b)
    return w + y * x, float(b + y)


def perceptron_fit(X, y, epochs):
    X, y = as_float(X), np.asarray(y)
    if X.ndim != 2 or not len(X) or y.shape != (len(X),) or epochs < 0:
        complain("X, y or epochs")
    if set(y.tolist()) - {1, -1}:
        complain("labels")
    w, b, errors = X[0] * 0, 0.0, []
    for _ in range(epochs):
        before = []
        for x, label in zip(X, y.tolist()):
            new = perceptron_step(w, b, x, label)
            before.append(new[1] != b)
            w, b = new
        errors.append(sum(before))
        # print(errors)
        if not errors[-1]:
            break
    return w, b, np.array(errors, dtype=int)


def logic_gate(name, d=2):
    if d < 1:
        complain("d")
    if name == "AND":
        return np.ones(d), -d
    elif name == "OR":
        return np.ones(d), -1
    elif name == "NAND":
        w, b = logic_gate("AND", d)
        return -w, -b - 1  # not (s >= d) means -s + d - 1 >= 0
    elif name == "NOT":
        return logic_gate("NAND", 1)
    complain(name)


def xor_network(x):
    x = binary(x)
    if x.shape[1] != 2:
        complain("two inputs")
    h = []
    for gate in "OR", "NAND":
        w, b = logic_gate(gate)
        h.append(step(x @ w + b))
    h = np.transpose(h)
    w, b = logic_gate("AND")
    return h, step(h @ w + b)


def exact(X):
    X = np.asarray(X)
    if X.ndim != 2 or not len(X):
        complain("points in rows")
    return [[Fraction(v) for v in row] + [Fraction(1)] for row in X.tolist()]


def positive(rows):
    """Is there a z with row . z > 0 for all rows? One unknown less each time."""
    if any(not any(row) for row in rows):
        return False
    if not rows:
        return True
    plus = [[v / row[-1] for v in row[:-1]] for row in rows if row[-1] > 0]
    minus = [[v / -row[-1] for v in row[:-1]] for row in rows if row[-1] < 0]
    rest = [row[:-1] for row in rows if row[-1] == 0]
    rest += [[p + m for p, m in zip(a, b)] for a in plus for b in minus]
    return positive([list(row) for row in {tuple(row) for row in rest}])


def is_linearly_separable(X, y):
    rows = exact(X)
    y = np.asarray(y)
    if y.shape != (len(rows),) or set(y.tolist()) - {0, 1}:
        complain("labels")
    return positive([row if label else [-v for v in row] for row, label in zip(rows, y)])


def shatters_2d(points):
    rows = exact(points)
    if len(rows[0]) != 3:
        complain("points of the plane")
    for labels in product([0, 1], repeat=len(rows)):
        if not positive([row if label else [-v for v in row] for row, label in zip(rows, labels)]):
            return False
    return True
