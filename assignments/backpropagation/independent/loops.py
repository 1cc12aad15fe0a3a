"""Layers by loops over single numbers: a right solution that never forms a product of matrices.

The rectifier's derivative at 0 is taken as 1, the other legal choice.
"""

from __future__ import annotations

import math

import numpy as np


def affine_forward(x, W, b):
    rows = [_layer(sample, W.tolist(), b.tolist()) for sample in x.tolist()]
    return np.array(rows, _kind(x, W, b)).reshape(len(x), len(b))


def affine_backward(dout, x, W):
    g, inputs, weights = dout.tolist(), x.tolist(), W.tolist()
    samples, d_in, d_out = range(len(inputs)), range(len(weights)), range(len(weights[0]))
    dx = [[math.fsum(g[i][j] * weights[k][j] for j in d_out) for k in d_in] for i in samples]
    dW = [[math.fsum(inputs[i][k] * g[i][j] for i in samples) for j in d_out] for k in d_in]
    db = [math.fsum(g[i][j] for i in samples) for j in d_out]
    kind = _kind(dout, x, W)
    return np.array(dx, kind), np.array(dW, kind), np.array(db, kind)


def relu_forward(x):
    flat = [value if value > 0 else 0.0 for value in x.ravel().tolist()]
    return np.array(flat, _kind(x)).reshape(x.shape)


def relu_backward(dout, x):
    pairs = zip(dout.ravel().tolist(), x.ravel().tolist(), strict=True)
    return np.array([g if value >= 0 else 0.0 for g, value in pairs], _kind(dout, x)).reshape(x.shape)


def sigmoid_backward(dout, x):
    pairs = zip(dout.ravel().tolist(), x.ravel().tolist(), strict=True)
    values = [g * _sigmoid(value) * _sigmoid(-value) for g, value in pairs]
    return np.array(values, _kind(dout, x)).reshape(x.shape)


def softmax_cross_entropy(labels, logits):
    classes = _classes(labels, len(logits), logits.shape[1] if logits.ndim == 2 else 0)
    losses, gradient = [], []
    for label, scores in zip(classes, logits.tolist(), strict=True):
        loss, slopes = _surprise(label, scores)
        losses.append(loss)
        gradient.append([slope / len(classes) for slope in slopes])
    return math.fsum(losses) / len(losses), np.array(gradient, _kind(logits))


def _layer(sample, W, b):
    return [
        bias + sum(value * row[j] for value, row in zip(sample, W, strict=True)) for j, bias in enumerate(b)
    ]


def _surprise(label, scores):
    """Minus the logarithm of the probability of the label, and its slopes in the scores."""
    top = max(scores)
    whole = math.fsum(math.exp(score - top) for score in scores)
    slopes = [math.exp(score - top) / whole - (k == label) for k, score in enumerate(scores)]
    return top - scores[label] + math.log(whole), slopes


def _sigmoid(value):
    return 1 / (1 + math.exp(-value)) if value > -700 else 0.0


def _classes(labels, count, k):
    if labels.shape != (count,) or count == 0 or labels.dtype.kind not in "iu":
        raise ValueError("one whole label for each sample")
    classes = [int(label) for label in labels]
    if not all(0 <= label < k for label in classes):
        raise ValueError("a label is no class")
    return classes


def _kind(*arrays):
    return np.float32 if all(array.dtype == np.float32 for array in arrays) else np.float64
