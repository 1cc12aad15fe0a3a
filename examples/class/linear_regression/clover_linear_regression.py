# Homework linear regression
# All losses are means of squares, so d/dw (Xw + b - y)^2 = 2 X^T (Xw + b - y).

from __future__ import annotations

import numpy as np


def to_float(a: np.ndarray) -> np.ndarray:
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def fit_univariate(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    x, y = to_float(x), to_float(y)
    if x.ndim != 1 or y.ndim != 1 or len(x) != len(y):
        raise ValueError("x and y must have shape (n,)")
    if np.all(x == x[0]):
        raise ValueError("x is constant")
    slope = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
    intercept = y.mean() - slope * x.mean()
    return float(slope), float(intercept)


def fit_normal_equation(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    X, y = to_float(X), to_float(y)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X must have shape (n, d)")
    if y.shape != (len(X),):
        raise ValueError("y must have shape (n,)")
    X_tilde = np.c_[np.ones(len(X), dtype=X.dtype), X]
    theta, _, _, _ = np.linalg.lstsq(X_tilde, y, rcond=None)
    return theta


def fit_normal_equation_columns(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    if X.ndim != 2:
        raise ValueError("X must have shape (d, n)")
    return fit_normal_equation(X.T, y)


def fit_ridge(X: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    X, y = to_float(X), to_float(y)
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),) or lam < 0:
        raise ValueError("bad arguments")
    x_mean, y_mean = X.mean(axis=0), y.mean()
    A = (X - x_mean).T @ (X - x_mean) + lam * np.identity(X.shape[1], dtype=X.dtype)
    w = np.linalg.solve(A, (X - x_mean).T @ (y - y_mean))
    return np.concatenate(([y_mean - x_mean @ w], w))


def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    X, w = to_float(X), to_float(w)
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError("X and w do not fit")
    return X @ w + b


def mse_loss(y: np.ndarray, y_hat: np.ndarray) -> float:
    y, y_hat = to_float(y), to_float(y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape or len(y) == 0:
        raise ValueError("y and y_hat do not fit")
    return float(np.mean(np.square(y - y_hat)))


def half_mse_loss(y: np.ndarray, y_hat: np.ndarray) -> float:
    return mse_loss(y, y_hat) / 2


def loss_gradient(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float, lam: float = 0.0
) -> tuple[np.ndarray, float]:
    if y.ndim != 1 or len(y) == 0 or lam < 0:
        raise ValueError("bad arguments")
    y = to_float(y)
    residual = predict(X, w, b) - y  # (n,)
    n = len(y)
    dw = 2 / n * to_float(X).T @ residual + lam * to_float(w)
    db = 2 / n * residual.sum()
    return dw, float(db)


def gradient_descent(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> tuple[np.ndarray, float]:
    if lr <= 0 or steps < 0:
        raise ValueError("lr must be > 0 and steps >= 0")
    X, y = to_float(X), to_float(y)
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),):
        raise ValueError("X and y do not fit")
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    for _ in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        w = w - lr * dw
        b = b - lr * db
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    if lr <= 0 or weight_decay < 0 or y.shape != (len(X),):
        raise ValueError("bad arguments")
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError("X and w do not fit")
    w, b = to_float(w).copy(), float(b)
    for batch in batches:
        batch = np.asarray(batch)
        if batch.size == 0 or batch.min() < 0 or batch.max() > len(X) - 1:
            raise ValueError("batch with a row that does not exist")
        dw, db = loss_gradient(X[batch], y[batch], w, b, lam=weight_decay)
        w = w - lr * dw
        b = b - lr * db
    return w, b
