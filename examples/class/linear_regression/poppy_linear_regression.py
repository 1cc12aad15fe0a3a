from __future__ import annotations

from typing import Sequence

import numpy as np


def fit_univariate(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope and intercept from the formula on slide 12: (Sxy - n x̄ ȳ) / (Sxx - n x̄²)."""
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError("x and y must have the same shape (n,)")
    x, y = x.astype(np.float64), y.astype(np.float64)
    n = x.shape[0]
    Sxy, Sxx = np.sum(x * y), np.sum(x**2)
    if x.min() == x.max():
        raise ValueError("x must not be constant")
    slope = (Sxy - n * x.mean() * y.mean()) / (Sxx - n * x.mean() ** 2)
    return float(slope), float(y.mean() - slope * x.mean())


def fit_normal_equation(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Least squares with a column of ones."""
    if X.ndim != 2 or X.shape[0] == 0 or y.shape != X.shape[:1]:
        raise ValueError("X must have shape (n, d) and y (n,)")
    design = np.hstack([np.ones((X.shape[0], 1), dtype=X.dtype), X])
    return np.linalg.lstsq(design, y, rcond=None)[0]


def fit_normal_equation_columns(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """As above with samples in columns."""
    if X.ndim != 2:
        raise ValueError("X must have shape (d, n)")
    return fit_normal_equation(X.T, y)


def fit_ridge(X: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    """Least squares with a penalty on w."""
    if X.ndim != 2 or X.shape[0] == 0 or y.shape != X.shape[:1] or lam < 0:
        raise ValueError("X must have shape (n, d), y (n,) and lam >= 0")
    mu, nu = X.mean(axis=0), y.mean()
    gram = (X - mu).T @ (X - mu) + lam * np.eye(X.shape[1], dtype=mu.dtype)
    w = np.linalg.solve(gram, (X - mu).T @ (y - nu))
    return np.r_[nu - mu @ w, w]


def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """X w + b."""
    if X.ndim != 2 or w.shape != X.shape[1:]:
        raise ValueError("w must have shape (d,)")
    return X @ w + float(b)


def mse_loss(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Squared error."""
    if y.shape != y_hat.shape or y.ndim != 1 or y.size == 0:
        raise ValueError("y and y_hat must have the same shape (n,)")
    return float(np.linalg.norm(y_hat.astype(float) - y.astype(float)) ** 2)


def half_mse_loss(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Half of the squared error."""
    return 0.5 * mse_loss(y, y_hat)


def loss_gradient(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float, lam: float = 0.0
) -> tuple[np.ndarray, float]:
    """Derivatives of half_mse_loss(y, X w + b) + lam/2 |w|²."""
    if X.shape[0] == 0 or y.shape != X.shape[:1] or lam < 0:
        raise ValueError("X must have shape (n, d), y (n,) and lam >= 0")
    residual = predict(X, w, b) - y
    return X.T @ residual + lam * w, float(np.sum(residual))


def gradient_descent(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> tuple[np.ndarray, float]:
    """Steps of size lr against the gradient."""
    if X.ndim != 2 or lr <= 0 or steps < 0:
        raise ValueError("lr must be positive and steps not negative")
    w, b = np.zeros(X.shape[1], dtype=np.result_type(X, np.float32)), 0.0
    for _ in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        w, b = w - lr * dw, b - lr * db
    return w, b


def sgd_minibatch(
    X: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    b: float,
    lr: float,
    batches: Sequence[np.ndarray],
    weight_decay: float = 0.0,
) -> tuple[np.ndarray, float]:
    """One step per batch."""
    if y.shape != X.shape[:1] or X.ndim != 2 or w.shape != X.shape[1:] or lr <= 0 or weight_decay < 0:
        raise ValueError("shapes do not fit, or lr or weight_decay is out of range")
    w, b = w.astype(np.result_type(w, np.float32)), float(b)
    for batch in batches:
        if len(batch) == 0 or batch.min() < 0 or batch.max() >= len(y):
            raise ValueError("a batch must not be empty and must hold row numbers of X")
        dw, db = loss_gradient(X[batch], y[batch], w, b, weight_decay)
        w, b = w - lr * dw, b - lr * db
    return w, b
