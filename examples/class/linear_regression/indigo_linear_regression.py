"""Linear regression: write the functions below.

Letters: n samples, d features, X of shape (n, d), y and r of shape (n,), w of shape (d,), b a number.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def fit_univariate(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Fit the line ``y ≈ slope · x + intercept`` by least squares."""
    if len(x) != len(y) or x.ndim != 1 or y.ndim != 1:
        raise ValueError("x and y must be of one length")
    if x.min() == x.max():
        raise ValueError("x must hold two different values")
    x = x.astype(float)
    y = y.astype(float)
    a = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum((x - np.mean(x)) ** 2)
    b = np.mean(y) - a * np.mean(x)
    return float(a), float(b)


def fit_normal_equation(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Fit bias and weights by least squares."""
    if X.ndim != 2 or len(X) == 0 or y.shape != (len(X),):
        raise ValueError("X must be (n, d) and y (n,)")
    ones = np.ones((len(X), 1), dtype=X.dtype)
    return np.linalg.lstsq(np.hstack([ones, X]), y, rcond=None)[0]


def fit_normal_equation_columns(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Fit bias and weights by least squares, with one sample per *column*."""
    if X.ndim != 2:
        raise ValueError("X must be (d, n)")
    return fit_normal_equation(X.T, y)


def fit_ridge(X: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    """Fit bias and weights by least squares with a penalty on the weights."""
    # did not understand where the intercept goes, ask in the tutorial
    raise NotImplementedError


def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Evaluate the linear model."""
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError("w needs one value per column of X")
    result = X @ w + b
    return result.astype(float) if result.dtype.kind != "f" else result


def mse_loss(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Mean squared error."""
    if y.shape != y_hat.shape or y.ndim != 1 or y.size == 0:
        raise ValueError("y and y_hat must have the same shape")
    return float(np.mean((y_hat.astype(float) - y.astype(float)) ** 2))


def half_mse_loss(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Half of the mean squared error, the loss whose gradient has no factor 2."""
    raise NotImplementedError


def loss_gradient(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float, lam: float = 0.0
) -> tuple[np.ndarray, float]:
    """Gradient of the half-mean squared error with an L2 penalty on the weights."""
    raise NotImplementedError


def gradient_descent(X: np.ndarray, y: np.ndarray, lr: float, steps: int) -> tuple[np.ndarray, float]:
    """Minimise the half-mean squared error by gradient descent on all samples, from zero."""
    raise NotImplementedError


def sgd_minibatch(
    X: np.ndarray,
    y: np.ndarray,
    w: np.ndarray,
    b: float,
    lr: float,
    batches: Sequence[np.ndarray],
    weight_decay: float = 0.0,
) -> tuple[np.ndarray, float]:
    """One update per mini-batch, in the order given."""
    raise NotImplementedError
