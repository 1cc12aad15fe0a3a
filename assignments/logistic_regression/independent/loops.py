"""The assignment ``logistic_regression`` sample by sample, with Python's floats and math."""

from __future__ import annotations

import math

import numpy as np


def sigmoid(z):
    z = _real(z)
    return np.array([_sigmoid(value) for value in z.ravel().tolist()], dtype=z.dtype).reshape(z.shape)


def predict_proba(X, w, b):
    X, w = _checked(X, w)
    return np.array([_sigmoid(_score(row, w, b)) for row in X], dtype=X.dtype)


def binary_cross_entropy_with_logits(y, z):
    z = _real(z)
    labels = _checked_labels(y, z.shape)
    losses = []
    for label, score in zip(labels, z.tolist(), strict=True):
        against = -score if label else score
        losses.append(max(against, 0.0) + math.log1p(math.exp(-abs(score))))
    return math.fsum(losses) / len(losses)


def gradient(X, y, w, b):
    X, w = _checked(X, w)
    return _summed(X, w, b, _checked_labels(y, X.shape[:1]), lambda _score: 1.0)


def fit(X, y, lr, steps):
    X = _real(X)
    w, b = np.zeros(X.shape[1:], dtype=X.dtype), 0.0
    gradient(X, y, w, b)
    for _ in range(steps):
        dw, db = gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


def squared_error_gradient(X, y, w, b):
    X, w = _checked(X, w)
    labels = _checked_labels(y, X.shape[:1])
    return _summed(X, w, b, labels, lambda score: _sigmoid(score) * _sigmoid(-score))


def decision_boundary_2d(w, b, t):
    w, t = _real(w), _real(t)
    if w.shape != (2,) or not any(w.tolist()) or t.ndim != 1 or not t.size:
        raise ValueError("w must have two entries and not be 0, and t must be a vector")
    angle = math.atan2(w[1], w[0])
    cos, sin, distance = math.cos(angle), math.sin(angle), -b / math.hypot(w[0], w[1])
    return np.array([[distance * cos - s * sin, distance * sin + s * cos] for s in t.tolist()], dtype=w.dtype)


def feature_transform_xor(X):
    X = _real(X)
    if X.ndim != 2 or X.shape[1] != 2 or not len(X):
        raise ValueError("X must have two columns")
    rows = [[math.dist(row, (0.0, 0.0)), math.dist(row, (1.0, 1.0))] for row in X.tolist()]
    return np.array(rows, dtype=X.dtype)


def _summed(X, w, b, labels, factor):
    n, d = X.shape
    dw, db = np.zeros(d, dtype=X.dtype), 0.0
    for row, label in zip(X, labels, strict=True):
        score = _score(row, w, b)
        error = -_sigmoid(-score) if label else _sigmoid(score)
        term = error * factor(score) / n
        dw += np.asarray(term, dtype=X.dtype) * row
        db += term
    return dw, db


def _score(row, w, b):
    return math.fsum(p * q for p, q in zip(row.tolist(), w.tolist(), strict=True)) + b


def _sigmoid(t):
    if t >= 0:
        return 1 / (1 + math.exp(-t))
    return math.exp(t) / (1 + math.exp(t))


def _checked(X, w):
    X, w = _real(X), _real(w)
    if X.ndim != 2 or not len(X) or w.shape != (X.shape[1],):
        raise ValueError("the shapes do not fit")
    return X, w


def _checked_labels(y, shape):
    y = np.asarray(y)
    if y.ndim != 1 or y.shape != shape or not y.size or any(label not in (0, 1) for label in y.tolist()):
        raise ValueError("y must hold labels 0 and 1")
    return y.tolist()


def _real(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)
