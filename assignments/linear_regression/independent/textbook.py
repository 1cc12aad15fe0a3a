"""Linear regression as the formulas stand in the lecture: every function computes its residuals by itself."""

from __future__ import annotations

import numpy as np


def fit_univariate(x, y):
    x, y = _floats(x, y)
    if x.ndim != 1 or x.shape != y.shape or len(np.unique(x)) < 2:
        raise ValueError("x and y must have one shape (n,), with two different values in x")
    x_mean = np.mean(x)
    y_mean = np.mean(y)
    slope = np.sum((x - x_mean) * (y - y_mean)) / np.sum((x - x_mean) ** 2)
    intercept = y_mean - slope * x_mean
    return float(slope), float(intercept)


def fit_normal_equation(X, y):
    X, y = _floats(X, y)
    _check(X, y)
    A = np.hstack([np.ones((len(X), 1), X.dtype), X])
    return np.linalg.pinv(A) @ y


def fit_normal_equation_columns(X, y):
    X, y = _floats(X, y)
    if X.ndim != 2:
        raise ValueError("X must be (d, n)")
    _check(X.T, y)
    A = np.vstack([np.ones((1, X.shape[1]), X.dtype), X])
    return np.linalg.pinv(A.T) @ y


def fit_ridge(X, y, lam):
    X, y = _floats(X, y)
    _check(X, y)
    if lam < 0:
        raise ValueError("lam must be >= 0")
    x_mean = X.mean(axis=0)
    y_mean = y.mean()
    Xc = X - x_mean
    yc = y - y_mean
    w = np.linalg.solve(Xc.T @ Xc + lam * np.eye(X.shape[1], dtype=X.dtype), Xc.T @ yc)
    b = y_mean - x_mean @ w
    return np.append(b, w).astype(X.dtype)


def predict(X, w, b):
    X, w = _floats(X, w)
    _check_weights(X, w)
    y_hat = X @ w + b
    return y_hat.astype(X.dtype)


def mse_loss(y, y_hat):
    y, y_hat = _floats(y, y_hat)
    _check_targets(y, y_hat)
    return float(np.sum((y - y_hat) ** 2) / len(y))


def half_mse_loss(y, y_hat):
    y, y_hat = _floats(y, y_hat)
    _check_targets(y, y_hat)
    return float(np.sum((y - y_hat) ** 2) / (2 * len(y)))


def loss_gradient(X, y, w, b, lam=0.0):
    X, y, w = _floats(X, y, w)
    _check(X, y)
    _check_weights(X, w)
    if lam < 0:
        raise ValueError("lam must be >= 0")
    n = len(y)
    error = X @ w + b - y
    dw = X.T @ error / n + lam * w
    db = np.sum(error) / n
    return dw.astype(X.dtype), float(db)


def gradient_descent(X, y, lr, steps):
    X, y = _floats(X, y)
    _check(X, y)
    if lr <= 0 or steps < 0:
        raise ValueError("lr must be above 0 and steps not negative")
    n = len(y)
    w = np.zeros(X.shape[1], X.dtype)
    b = 0.0
    for _ in range(steps):
        error = X @ w + b - y
        dw = X.T @ error / n
        db = float(np.sum(error) / n)
        w = w - float(lr) * dw
        b = b - float(lr) * db
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y, w = _floats(X, y, w)
    _check(X, y)
    _check_weights(X, w)
    if lr <= 0 or weight_decay < 0:
        raise ValueError("lr must be above 0 and weight_decay not negative")
    for rows in batches:
        if len(rows) == 0 or min(rows) < 0 or max(rows) >= len(y):
            raise ValueError("a batch must hold row numbers from 0 to n - 1")
    w = w.copy()
    b = float(b)
    for rows in batches:
        error = X[rows] @ w + b - y[rows]
        dw = X[rows].T @ error / len(rows) + float(weight_decay) * w
        db = float(np.sum(error) / len(rows))
        w = w - float(lr) * dw
        b = b - float(lr) * db
    return w, b


def _floats(*arrays):
    kind = np.result_type(*arrays)
    return [np.asarray(array, kind if kind.kind == "f" else np.float64) for array in arrays]


def _check(X, y):
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),):
        raise ValueError("X must be (n, d) and y (n,)")


def _check_weights(X, w):
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError("w must be (d,)")


def _check_targets(y, y_hat):
    if y.ndim != 1 or len(y) == 0 or y.shape != y_hat.shape:
        raise ValueError("y and y_hat must have one shape (n,)")
