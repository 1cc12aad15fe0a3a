"""Exercise sheet: linear regression."""

import numpy as np


def _samples(X, y):
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must have shape (n, d), n >= 1")
    if y.shape != (X.shape[0],):
        raise ValueError("y must have shape (n,)")


def fit_univariate(x, y):
    if x.ndim != 1 or y.ndim != 1 or x.size != y.size:
        raise ValueError("x and y must have shape (n,)")
    if len(np.unique(x)) < 2:
        raise ValueError("x must not be constant")
    x, y = x.astype(np.float64), y.astype(np.float64)
    slope = np.dot(x - x.mean(), y - y.mean()) / np.dot(x - x.mean(), x - x.mean())
    return float(slope), float(y.mean() - slope * x.mean())


def fit_normal_equation(X, y):
    _samples(X, y)
    return np.linalg.lstsq(np.concatenate([np.ones_like(X[:, :1]), X], axis=1), y, rcond=None)[0]


def fit_normal_equation_columns(X, y):
    if X.ndim != 2:
        raise ValueError("X must have shape (d, n)")
    return fit_normal_equation(X.swapaxes(0, 1), y)


def fit_ridge(X, y, lam):
    _samples(X, y)
    if lam < 0:
        raise ValueError("lam must not be negative")
    # centre the data, then the intercept drops out
    x_mean = X.mean(axis=0)
    y_mean = y.mean()
    X -= x_mean
    y -= y_mean
    w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1], dtype=X.dtype), X.T @ y)
    return np.concatenate([[y_mean - x_mean @ w], w])


def predict(X, w, b):
    if X.ndim != 2 or w.shape != (X.shape[1],):
        raise ValueError("w must have shape (d,)")
    return 1.0 * (X @ w) + b


def mse_loss(y, y_hat):
    if y.shape != y_hat.shape or y.ndim != 1 or y.size == 0:
        raise ValueError("y and y_hat must have shape (n,)")
    error = y_hat.astype(np.float64) - y
    return float(np.mean(error * error))


def half_mse_loss(y, y_hat):
    return mse_loss(y, y_hat) / 2


def loss_gradient(X, y, w, b, lam=0.0):
    _samples(X, y)
    if lam < 0:
        raise ValueError("lam must not be negative")
    r = predict(X, w, b) - y
    return X.T @ r / X.shape[0] + lam * w, float(np.mean(r))


def gradient_descent(X, y, lr, steps):
    _samples(X, y)
    if lr <= 0 or steps < 0:
        raise ValueError("lr must be > 0, steps >= 0")
    w = np.zeros(X.shape[1], dtype=X.dtype if X.dtype.kind == "f" else np.float64)
    b = 0.0
    for _ in range(steps):
        dw, db = loss_gradient(X, y, w, b)
        w -= lr * dw
        b -= lr * db
    return w, b


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0.0):
    _samples(X, y)
    if lr <= 0 or weight_decay < 0 or w.shape != (X.shape[1],):
        raise ValueError("bad arguments")
    for batch in batches:
        if batch.size == 0 or batch.min() < 0 or batch.max() >= X.shape[0]:
            raise ValueError("bad batch")
        dw, db = loss_gradient(X[batch], y[batch], w, b, weight_decay)
        w -= lr * dw
        b -= lr * db
    return w, b
