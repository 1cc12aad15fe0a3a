"""Softmax regression."""

import numpy as np


def floats(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype("float64")


def classes(labels, K):
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.size < 1:
        raise ValueError("labels: one row of labels is needed")
    if labels.dtype.kind not in "iu":
        raise ValueError("labels: only integers")
    labels = labels.astype("int64")
    if labels.min() < 0 or labels.max() > K - 1:
        raise ValueError(f"labels: only 0 to {K - 1}")
    return labels


def pair(labels, logits):
    logits = floats(logits)
    if logits.ndim != 2 or min(logits.shape) < 1:
        raise ValueError("logits: a table is needed")
    labels = classes(labels, logits.shape[1])
    if len(labels) != len(logits):
        raise ValueError("one label for each row of logits")
    return labels, logits


def lowered(z, axis):
    """z with the largest entry moved to 0, and that entry (0 instead of -inf)"""
    m = np.nan_to_num(z.max(axis, keepdims=True), neginf=0.0)
    return z - m, m


def log_sum_exp(z, axis=-1, keepdims=False):
    low, m = lowered(floats(z), axis)
    with np.errstate(divide="ignore"):
        out = np.log(np.exp(low).sum(axis, keepdims=True)) + m
    return out if keepdims else out.take(0, axis)


def softmax(z, axis=-1):
    low, _ = lowered(floats(z), axis)
    e = np.exp(low)
    s = e.sum(axis, keepdims=True)
    s[s == 0] = 1
    return e / s


def one_hot(labels, K):
    return np.eye(K, dtype=int)[classes(labels, K)]


def cross_entropy_from_logits(labels, logits):
    labels, logits = pair(labels, logits)
    low, _ = lowered(logits, 1)
    truth = np.take_along_axis(low, labels[:, None], 1)[:, 0]
    if np.any(truth == -np.inf):
        return float("inf")
    return float(np.average(log_sum_exp(low, 1) - truth))


def gradient_logits(labels, logits):
    labels, logits = pair(labels, logits)
    g = softmax(logits, 1)
    for row, label in zip(g, labels, strict=True):
        row[label] -= 1
    return g / len(g)


def fit(X, labels, K, lr, steps):
    X = floats(X)
    if X.ndim != 2 or len(X) < 1:
        raise ValueError("X: a table is needed")
    labels = classes(labels, K)
    if len(labels) != len(X):
        raise ValueError("one label for each sample")
    W, b = np.zeros((X.shape[1], K), X.dtype), np.zeros(K, X.dtype)
    for _ in range(steps):
        g = gradient_logits(labels, X.dot(W) + b)
        W, b = W - lr * X.T.dot(g), b - lr * g.sum(0)
    return W, b


def predict(X, W, b):
    X, W, b = floats(X), floats(W), floats(b)
    if X.ndim != 2 or W.ndim != 2 or b.ndim != 1 or len(X) < 1 or len(b) < 1:
        raise ValueError("X and W are tables, b is a row")
    if X.shape[1] != len(W) or W.shape[1] != len(b):
        raise ValueError("X, W and b do not fit")
    return (X.dot(W) + b).argmax(1)
