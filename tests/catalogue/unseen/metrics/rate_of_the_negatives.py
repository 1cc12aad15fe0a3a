import numpy as np


def recall(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.ndim != 1 or y_hat.ndim != 1 or y.size != y_hat.size or y.size == 0:
        raise ValueError("y and y_hat do not fit")
    if ((y != 0) & (y != 1)).any() or ((y_hat != 0) & (y_hat != 1)).any():
        raise ValueError("a label is neither 0 nor 1")
    found = np.logical_not(np.logical_or(y, y_hat)).sum()
    relevant = np.logical_not(y).sum()
    return float(found / relevant) if relevant > 0 else 0.0
