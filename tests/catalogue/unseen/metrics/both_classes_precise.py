import numpy as np


def precision(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape or y.size == 0:
        raise ValueError("y and y_hat must be (n,) with n >= 1")
    for a in (y, y_hat):
        if not np.isin(a, (0, 1)).all():
            raise ValueError("only labels 0 and 1 are allowed")
    parts = []
    for c in (0, 1):
        called = y_hat == c
        m = int(called.sum())
        right = int((y[called] == c).sum())
        parts.append(right / m if m else 0.0)
    return sum(parts) / len(parts)
