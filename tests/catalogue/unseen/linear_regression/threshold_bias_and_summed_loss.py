import numpy as np


def predict(X, w, b):
    X, w = _real(X), _real(w)
    if X.ndim != 2:
        raise ValueError("X needs two axes")
    if w.shape != (X.shape[1],):
        raise ValueError("w must be (d,)")
    return X @ w - float(b)


def half_mse_loss(y, y_hat):
    y, y_hat = _real(y), _real(y_hat)
    if y.ndim != 1 or len(y) < 1:
        raise ValueError("y must be (n,)")
    if y_hat.shape != y.shape:
        raise ValueError("y_hat must be (n,)")
    r = y_hat - y
    return float(0.5 * (r @ r))
