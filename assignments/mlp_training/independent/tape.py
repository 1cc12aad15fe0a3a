"""A network by a tape: a right solution in which no gradient of a layer is written down.

Every operation records how to pass a gradient on to its operands, and one walk back over the tape does the rest.
The weights of the interpolant solve a linear system instead of coming from differences of slopes.
"""

from __future__ import annotations

import numpy as np


class Node:
    """A value, its gradient, and the operation that made it."""

    def __init__(self, value, operands=()):
        self.value = value
        self.gradient = np.zeros_like(value)
        self.operands = operands

    def backward(self, seed):
        order, seen = [], set()

        def visit(node):
            if id(node) not in seen:
                seen.add(id(node))
                for operand, _ in node.operands:
                    visit(operand)
                order.append(node)

        visit(self)
        self.gradient = self.gradient + seed
        for node in reversed(order):
            for operand, share in node.operands:
                operand.gradient = operand.gradient + share(node.gradient)


def _product(a, b):
    return Node(
        np.einsum("ik,kj->ij", a.value, b.value),
        (
            (a, lambda g: np.einsum("ij,kj->ik", g, b.value)),
            (b, lambda g: np.einsum("ij,ik->kj", g, a.value)),
        ),
    )


def _plus_row(a, row):
    return Node(a.value + row.value, ((a, lambda g: g), (row, lambda g: np.einsum("ij->j", g))))


def _rectified(a):
    on = np.heaviside(a.value, np.array(0.5, a.value.dtype))
    return Node(a.value * on, ((a, lambda g: np.where(on > 0.5, g, 0).astype(g.dtype)),))


def _mean_surprise(scores, labels):
    log_sums = np.logaddexp.reduce(scores.value, axis=1)
    logs = scores.value - log_sums[:, None]
    picked = np.take_along_axis(logs, labels[:, None].astype(np.int64), axis=1)
    target = (labels[:, None].astype(np.int64) == np.arange(logs.shape[1])).astype(logs.dtype)
    return Node(
        -picked.mean(), ((scores, lambda g: g * (np.exp(logs) - target) / logs.dtype.type(len(logs))),)
    )


def mlp_forward(params, X):
    return _network(*_nodes(params, X)).value


def mlp_backward(params, X, labels):
    layers, samples = _nodes(params, X)
    scores = _network(layers, samples)
    loss = _mean_surprise(scores, _labels(labels, *scores.value.shape))
    loss.backward(scores.value.dtype.type(1))
    return [(W.gradient, b.gradient) for W, b in layers]


def gradient_check(f, x, analytic, h=1e-5):
    if np.shape(analytic) != np.shape(x):
        raise ValueError("analytic and x differ in shape")
    if not h > 0:
        raise ValueError("h must be above 0")
    x, a = np.asarray(x, float), np.asarray(analytic, float).ravel()
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    n = np.array([f(x + step) - f(x - step) for step in steps]) / (2 * h)
    both = np.sqrt(a @ a) + np.sqrt(n @ n)
    return float(np.sqrt((a - n) @ (a - n)) / both) if both else 0.0


def relu_interpolant(xs, ys):
    xs, ys = _same(xs, ys)
    if xs.ndim != 1 or ys.shape != xs.shape or xs.size < 2 or np.unique(xs).size < xs.size:
        raise ValueError("at least two different places with their values")
    places, order = np.unique(xs, return_index=True)
    values = ys[order]
    units = np.maximum(places[:, None] - places[:-1], 0)[1:]  # lower triangular: unit i at point j > i
    changes = np.linalg.solve(units.astype(float), (values[1:] - values[0]).astype(float))
    kind = xs.dtype
    first = np.ones_like(places[None, :-1]), np.negative(places[:-1])
    return [first, (changes[:, None].astype(kind), values[:1])]


def train_mlp(X, y, params, lr, epochs, batch_size, rng):
    if lr <= 0 or epochs < 0 or batch_size < 1:
        raise ValueError("rate, epochs or batch size out of range")
    y = _labels(y, len(X), len(params[-1][1]) if params else 1)
    (X, *arrays), depth = _same(X, *(array for layer in params for array in layer)), len(params)
    if not depth:
        raise ValueError("no layers")
    theta = [array.copy() for array in arrays]
    for _ in range(epochs):
        order = rng.permutation(np.arange(len(X)))
        for batch in np.split(order, range(batch_size, len(X), batch_size)):
            layers = [(theta[2 * level], theta[2 * level + 1]) for level in range(depth)]
            grads = mlp_backward(layers, X[batch], y[batch])
            theta = [t - lr * g for t, g in zip(theta, (g for pair in grads for g in pair), strict=True)]
    return [(theta[2 * level], theta[2 * level + 1]) for level in range(depth)]


def _nodes(params, X):
    if len(params) == 0:
        raise ValueError("no layers")
    X, *arrays = (Node(a) for a in _same(X, *(array for layer in params for array in layer)))
    return list(zip(arrays[0::2], arrays[1::2], strict=True)), X


def _network(layers, h):
    for level, (W, b) in enumerate(layers):
        h = _plus_row(_product(_rectified(h) if level else h, W), b)
    return h


def _labels(labels, rows, columns):
    if np.shape(labels) != (rows,) or rows < 1 or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError("one integer label for each row")
    if np.any(labels < 0) or np.any(labels >= columns):
        raise ValueError("labels outside the classes")
    return labels


def _same(*arrays):
    return [np.asarray(a, None if np.issubdtype(a.dtype, np.floating) else float) for a in arrays]
