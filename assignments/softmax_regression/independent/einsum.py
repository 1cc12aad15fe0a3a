"""The assignment ``softmax_regression`` with logaddexp, masks, einsum, and a column of ones for the bias."""

from __future__ import annotations

import numpy as np


def log_sum_exp(z, axis=-1, keepdims=False):
    """Two logits at a time: ln(e^a + e^b), from the first to the last one."""
    return np.logaddexp.reduce(_f(z), axis=axis, keepdims=keepdims)


def softmax(z, axis=-1):
    z = np.moveaxis(_f(z), axis, 0)
    possible = np.isfinite(z).any(axis=0)
    e = np.exp(z - np.where(possible, z.max(axis=0), np.zeros((), z.dtype)))
    return np.moveaxis(np.divide(e, e.sum(axis=0), out=np.zeros_like(e), where=possible), 0, axis)


def one_hot(labels, K):
    return np.equal.outer(_classes(labels, K), np.arange(K)).astype(int)


def cross_entropy_from_logits(labels, logits):
    """The losses are log-sum-exps of the gaps to the true class, which are 0 for the true class itself."""
    z = _rows(logits)
    labels = _classes(labels, z.shape[1], len(z))
    true = np.take_along_axis(z, labels[:, None], axis=1)
    if np.isneginf(true).any():
        return np.inf
    gaps = z - true
    top = gaps.max(axis=1)
    return np.mean(top + np.log(np.einsum("nk->n", np.exp(gaps - top[:, None]))))


def gradient_logits(labels, logits):
    z = _rows(logits)
    labels = _classes(labels, z.shape[1], len(z))
    p = softmax(z, 1)
    return np.where(one_hot(labels, z.shape[1]) == 1, p - 1, p) / len(z)


def fit(X, labels, K, lr, steps):
    X = _f(X)
    if X.ndim != 2 or len(X) < 1:
        raise ValueError("X must be a table")
    labels = _classes(labels, K, len(X))
    Xb = np.column_stack([X, np.ones(len(X), X.dtype)])
    theta = np.zeros((Xb.shape[1], K), X.dtype)
    for _ in range(steps):
        theta = theta - lr * np.einsum("nd,nk->dk", Xb, gradient_logits(labels, Xb @ theta))
    return theta[:-1], theta[-1]


def predict(X, W, b):
    X, W, b = _f(X), _f(W), _f(b)
    if X.ndim != 2 or W.ndim != 2 or b.ndim != 1 or len(X) < 1 or len(b) < 1:
        raise ValueError("X and W must be tables and b a vector")
    if (X.shape[1], len(b)) != W.shape:
        raise ValueError("X, W and b do not fit")
    z = np.einsum("nd,dk->nk", X, W) + b
    return np.argmax(z == z.max(axis=1, keepdims=True), axis=1)


def _rows(logits):
    z = _f(logits)
    if z.ndim != 2 or 0 in z.shape:
        raise ValueError("logits must be a table")
    return z


def _classes(labels, K, n=None):
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu" or labels.ndim != 1 or len(labels) != (n or max(len(labels), 1)):
        raise ValueError("labels must be whole numbers, one for each sample")
    labels = labels.astype(np.int64)
    if ((labels < 0) | (labels >= K)).any():
        raise ValueError("labels must be classes")
    return labels


def _f(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)
