"""Linear regression, exercise 2."""

import numpy as np


def _as_float(*arrays):
    arrays = [np.asarray(a) for a in arrays]
    kind = np.result_type(*arrays)
    if not np.issubdtype(kind, np.floating):
        kind = np.float64
    return [a.astype(kind) for a in arrays]


def _check(X, y, w=None):
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError(f"X must be (n, d), got {X.shape}")
    if y.shape != (X.shape[0],):
        raise ValueError(f"y must be ({X.shape[0]},), got {y.shape}")
    if w is not None and w.shape != (X.shape[1],):
        raise ValueError(f"w must be ({X.shape[1]},), got {w.shape}")


def fit_univariate(x, y):
    x, y = _as_float(x, y)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError("x and y must be one-dimensional and equally long")
    if x.size == 0 or np.ptp(x) == 0:
        raise ValueError("a vertical line has no slope")
    dx = x - x.mean()
    slope = dx @ (y - y.mean()) / (dx @ dx)
    return float(slope), float(y.mean() - slope * x.mean())


def fit_normal_equation(X, y):
    X, y = _as_float(X, y)
    _check(X, y)
    design = np.insert(X, 0, 1, axis=1)  # (n, d + 1)
    return np.linalg.lstsq(design, y, rcond=None)[0]


def fit_normal_equation_columns(X, y):
    X = np.asarray(X)
    if X.ndim != 2:
        raise ValueError("X must be (d, n)")
    return fit_normal_equation(X.T, y)


def fit_ridge(X, y, lam):
    X, y = _as_float(X, y)
    _check(X, y)
    if lam < 0:
        raise ValueError("lam must not be negative")
    if lam == 0:
        return fit_normal_equation(X, y)
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    w = np.linalg.solve(Xc.T @ Xc + lam * np.eye(X.shape[1], dtype=X.dtype), Xc.T @ yc)
    return np.insert(w, 0, y.mean() - X.mean(axis=0) @ w)


def predict(X, w, b):
    X, w = _as_float(X, w)
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError(f"X {X.shape} and w {w.shape} do not fit")
    return X @ w + float(b)


def mse_loss(y, y_hat):
    y, y_hat = _as_float(y, y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape or y.size == 0:
        raise ValueError(f"y {y.shape} and y_hat {y_hat.shape} do not fit")
    return float(np.mean((y_hat - y) ** 2))


def half_mse_loss(y, y_hat):
    return mse_loss(y, y_hat) / 2


def loss_gradient(X, y, w, b, lam=0.0):
    X, y, w = _as_float(X, y, w)
    _check(X, y, w)
    if lam < 0:
        raise ValueError("lam must not be negative")
    r = X @ w + float(b) - y
    return X.T @ r / len(y) + float(lam) * w, float(r.mean())


def gradient_descent(X, y, lr, steps):
    X, y = _as_float(X, y)
    _check(X, y)
    if lr <= 0 or steps < 0:
        raise ValueError("need lr > 0 and steps >= 0")
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    for _ in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    X, y, w = _as_float(X, y, w)
    _check(X, y, w)
    if lr <= 0 or weight_decay < 0:
        raise ValueError("need lr > 0 and weight_decay >= 0")
    b = float(b)
    for rows in batches:
        if len(rows) == 0 or np.min(rows) < 0 or np.max(rows) >= len(y):
            raise ValueError("a batch must hold row numbers of X")
        dw, db = loss_gradient(X[rows], y[rows], w, b, weight_decay)
        w, b = w - lr * dw, b - lr * db
    return w, b
