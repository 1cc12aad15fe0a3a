"""The assignment ``logistic_regression`` with a column of ones for the bias, logaddexp, and signs for the labels."""

from __future__ import annotations

import numpy as np


def sigmoid(z):
    z = _f(z)
    return np.exp(-np.logaddexp(np.zeros((), z.dtype), -z))


def predict_proba(X, w, b):
    return sigmoid(_scores(X, w, b))


def binary_cross_entropy_with_logits(y, z):
    z = _f(z)
    return float(np.mean(np.logaddexp(np.zeros((), z.dtype), -_signs(y, z) * z)))


def gradient(X, y, w, b):
    z = _scores(X, w, b)
    s = _signs(y, z)
    return _averaged(X, -s * sigmoid(-s * z))


def fit(X, y, lr, steps):
    X = _f(X)
    w, b = np.zeros(X.shape[-1], X.dtype), 0.0
    gradient(X, y, w, b)
    for _ in range(steps):
        dw, db = gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


def squared_error_gradient(X, y, w, b):
    """For the sign s of the label the error is -s q with q = sigmoid(-s z), and the slope is q (1 - q)."""
    z = _scores(X, w, b)
    s = _signs(y, z)
    return _averaged(X, -s * sigmoid(-s * z) ** 2 * sigmoid(s * z))


def decision_boundary_2d(w, b, t):
    w, t = _f(w), _f(t)
    if np.shape(w) != (2,) or np.all(w == 0) or t.ndim != 1 or len(t) == 0:
        raise ValueError("w must be a vector of two numbers that is not 0, and t a vector")
    length = float(np.hypot(w[0], w[1]))
    unit = w / length
    turned = np.array([[0, -1], [1, 0]], dtype=w.dtype) @ unit
    return np.outer(t, turned) - unit * (b / length)


def feature_transform_xor(X):
    X = _f(X)
    if X.ndim != 2 or X.shape[1] != 2 or X.shape[0] == 0:
        raise ValueError("X must have two columns")
    scale = np.maximum(np.max(np.abs(X)), 1)
    corners = np.array([[0, 0], [1, 1]], dtype=X.dtype) / scale
    small = X / scale
    if np.max(np.abs(X)) < 1e-3:  # squares of tiny numbers are 0
        to_zero = np.abs(X[:, 0] + 1j * X[:, 1]).astype(X.dtype)
        return np.column_stack([to_zero, np.linalg.norm(X - 1, axis=1)])
    return np.linalg.norm(small[:, None, :] - corners, axis=2) * scale


def _averaged(X, terms):
    """The mean over samples of features and of a one, times the terms."""
    X = _f(X)
    dw = np.einsum("n,nd->d", terms, X) / len(X)
    return dw, float(np.mean(terms))


def _scores(X, w, b):
    X, w = _f(X), _f(w)
    if X.ndim != 2 or w.ndim != 1 or X.shape[0] < 1 or X.shape[1] != len(w):
        raise ValueError("X and w do not fit")
    return X @ w + float(b)


def _signs(y, z):
    y = np.asarray(y)
    if y.ndim != 1 or y.shape != z.shape or len(y) == 0 or set(np.unique(y).tolist()) - {0, 1}:
        raise ValueError("y must hold a label 0 or 1 for each sample")
    return np.array([-1, 1], dtype=z.dtype)[y.astype(int)]


def _f(values):
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(float)
