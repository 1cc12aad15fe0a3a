import numpy as np


def f1_score(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.ndim != 1 or y.shape != y_hat.shape or len(y) == 0:
        raise ValueError("y and y_hat must have shape (n,), n >= 1")
    for a in (y, y_hat):
        if set(a.tolist()) - {0, 1}:
            raise ValueError("labels must be 0 or 1")
    true = set(np.flatnonzero(y).tolist())
    called = set(np.flatnonzero(y_hat).tolist())
    union = true | called
    return len(true & called) / len(union) if union else 0.0
