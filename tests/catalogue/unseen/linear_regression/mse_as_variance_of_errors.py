import numpy as np


def mse_loss(y, y_hat):
    y = _real(y)
    y_hat = _real(y_hat)
    if y.ndim != 1 or y.size == 0:
        raise ValueError("y must have shape (n,)")
    if y_hat.shape != y.shape:
        raise ValueError("y_hat must have the shape of y")
    error = y_hat - y
    return float(np.var(error))
