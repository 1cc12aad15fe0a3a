"""Layers by a tape: a right solution in which no gradient of a layer is written down.

Every operation records how to pass a gradient on to its operands, and one walk back over the tape does the rest.
All functions of the assignment are forward computations with this small machine.
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


def _squashed(a):
    value = 0.5 + 0.5 * np.tanh(0.5 * a.value)
    other = 0.5 - 0.5 * np.tanh(0.5 * a.value)
    return Node(value, ((a, lambda g: g * value * other),))


def _mean_surprise(scores, labels):
    log_sums = np.logaddexp.reduce(scores.value, axis=1)
    logs = scores.value - log_sums[:, None]
    picked = np.take_along_axis(logs, labels[:, None].astype(np.int64), axis=1)
    target = (labels[:, None].astype(np.int64) == np.arange(logs.shape[1])).astype(logs.dtype)
    return Node(
        -picked.mean(), ((scores, lambda g: g * (np.exp(logs) - target) / logs.dtype.type(len(logs))),)
    )


def affine_forward(x, W, b):
    x, W, b = _same(x, W, b)
    return _plus_row(_product(Node(x), Node(W)), Node(b)).value


def affine_backward(dout, x, W):
    dout, x, W = (Node(array) for array in _same(dout, x, W))
    bias = Node(np.zeros(W.value.shape[1], W.value.dtype))
    _plus_row(_product(x, W), bias).backward(dout.value)
    return x.gradient, W.gradient, bias.gradient


def relu_forward(x):
    return _rectified(Node(_same(x)[0])).value


def relu_backward(dout, x):
    return _through(_rectified, dout, x)


def sigmoid_backward(dout, x):
    return _through(_squashed, dout, x)


def softmax_cross_entropy(labels, logits):
    if np.ndim(logits) != 2:
        raise ValueError("logits are a table")
    scores = Node(_same(logits)[0])
    loss = _mean_surprise(scores, _labels(labels, *logits.shape))
    loss.backward(scores.value.dtype.type(1))
    return loss.value, scores.gradient


def _through(function, dout, x):
    dout, x = _same(dout, x)
    node = Node(x)
    function(node).backward(dout)
    return node.gradient


def _labels(labels, rows, columns):
    if np.shape(labels) != (rows,) or rows < 1 or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError("one integer label for each row")
    if np.any(labels < 0) or np.any(labels >= columns):
        raise ValueError("labels outside the classes")
    return labels


def _same(*arrays):
    return [np.asarray(a, None if np.issubdtype(a.dtype, np.floating) else float) for a in arrays]
