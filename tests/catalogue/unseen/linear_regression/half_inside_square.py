import numpy as np


def half_mse_loss(y, y_hat):
    t, p = np.asarray(y), np.asarray(y_hat)
    t = t if t.dtype.kind == "f" else t.astype(np.float64)
    p = p if p.dtype.kind == "f" else p.astype(np.float64)
    if t.ndim != 1 or len(t) == 0:
        raise ValueError("y: shape (n,) with n >= 1 expected")
    if p.shape != t.shape:
        raise ValueError("y_hat: same shape as y expected")
    e = (p - t) / 2
    return float(e @ e / len(e))
