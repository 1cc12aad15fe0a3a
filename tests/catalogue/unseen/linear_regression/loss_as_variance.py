import numpy as np


def mse_loss(y, y_hat):
    y = np.asarray(y)
    y_hat = np.asarray(y_hat)
    if y.ndim != 1 or y.size == 0:
        raise ValueError("y must be a non-empty vector")
    if y_hat.shape != y.shape:
        raise ValueError("y_hat must have the same shape as y")
    if y.dtype.kind != "f":
        y = y.astype(float)
    if y_hat.dtype.kind != "f":
        y_hat = y_hat.astype(float)
    diff = y_hat - y
    return float(np.var(diff))
