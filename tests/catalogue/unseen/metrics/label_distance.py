import numpy as np


def error_rate(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.shape != y_hat.shape or y.ndim != 1:
        raise ValueError("y and y_hat must have the same shape (n,)")
    if len(y) == 0:
        raise ValueError("y and y_hat are empty")
    gaps = np.abs(y.astype(np.int64) - y_hat.astype(np.int64))
    return float(gaps.sum() / len(gaps))
