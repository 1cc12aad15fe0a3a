"""The assignment ``softmax_regression`` number by number, with Python's floats and math."""

from __future__ import annotations

import math

import numpy as np


def log_sum_exp(z, axis=-1, keepdims=False):
    z = _real(z)
    moved = np.moveaxis(z, axis, -1)
    values = [_log_sum_exp(line) for line in moved.reshape(-1, moved.shape[-1]).tolist()]
    result = np.array(values, dtype=z.dtype).reshape(moved.shape[:-1])
    return np.expand_dims(result, axis) if keepdims else result


def softmax(z, axis=-1):
    z = _real(z)
    moved = np.moveaxis(z, axis, -1)
    lines = [_softmax(line) for line in moved.reshape(-1, moved.shape[-1]).tolist()]
    return np.moveaxis(np.array(lines, dtype=z.dtype).reshape(moved.shape), -1, axis)


def one_hot(labels, K):
    labels = _labels(labels, K)
    return np.array([[1 if k == label else 0 for k in range(K)] for label in labels])


def cross_entropy_from_logits(labels, logits):
    logits = _table(logits)
    labels = _labels(labels, logits.shape[1], len(logits))
    return math.fsum(_loss(row, label) for row, label in zip(logits.tolist(), labels, strict=True)) / len(
        labels
    )


def gradient_logits(labels, logits):
    logits = _table(logits)
    labels = _labels(labels, logits.shape[1], len(logits))
    return np.array(_gradient(labels, logits.tolist()), dtype=logits.dtype)


def fit(X, labels, K, lr, steps):
    X = _table(X)
    labels = _labels(labels, K, len(X))
    d, rows = X.shape[1], X.tolist()
    W, b = [[0.0] * K for _ in range(d)], [0.0] * K
    for _ in range(steps):
        G = _gradient(labels, [_scores(row, W, b) for row in rows])
        for k in range(K):
            b[k] -= lr * math.fsum(g[k] for g in G)
            for j in range(d):
                W[j][k] -= lr * math.fsum(row[j] * g[k] for row, g in zip(rows, G, strict=True))
    return np.array(W, dtype=X.dtype).reshape(d, K), np.array(b, dtype=X.dtype)


def predict(X, W, b):
    X, W, b = _table(X), _table(W), _real(b)
    if X.shape[1] != W.shape[0] or b.shape != (W.shape[1],):
        raise ValueError("the shapes do not fit")
    classes = []
    for row in X.tolist():
        scores = _scores(row, W.tolist(), b.tolist())
        classes.append(scores.index(max(scores)))
    return np.array(classes)


def _scores(row, W, b):
    return [math.fsum(x * w[k] for x, w in zip(row, W, strict=True)) + b[k] for k in range(len(b))]


def _log_sum_exp(line):
    top = max(line)
    return top + math.log(math.fsum(math.exp(value - top) for value in line)) if top > -math.inf else top


def _softmax(line):
    top = max(line)
    if top == -math.inf:
        return [0.0] * len(line)
    weights = [math.exp(value - top) for value in line]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def _loss(row, label):
    top = max(row)
    if row[label] == -math.inf:
        return math.inf
    return math.log(math.fsum(math.exp(value - top) for value in row)) - (row[label] - top)


def _gradient(labels, rows):
    n = len(rows)
    return [
        [(p - (k == label)) / n for k, p in enumerate(_softmax(row))]
        for row, label in zip(rows, labels, strict=True)
    ]


def _table(values):
    values = _real(values)
    if values.ndim != 2 or values.size == 0:
        raise ValueError("a table with rows and columns is needed")
    return values


def _labels(labels, K, n=None):
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.dtype.kind not in "iu" or not labels.size or n not in (None, labels.size):
        raise ValueError("labels must be a vector of integers, one for each sample")
    labels = labels.tolist()
    if any(label not in range(K) for label in labels):
        raise ValueError(f"labels must be in range({K})")
    return labels


def _real(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)
