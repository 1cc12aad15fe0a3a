import numpy as np


def fit_normal_equation_columns(X, y):
    X = np.asarray(X)
    y = np.asarray(y)
    X = X if X.dtype.kind == "f" else X.astype("float64")
    y = y if y.dtype.kind == "f" else y.astype("float64")
    if X.ndim != 2:
        raise ValueError("X must be 2-d")
    d, n = X.shape
    if n == 0:
        raise ValueError("X has no samples")
    if y.shape != (n,):
        raise ValueError("y must have one number per sample")
    rows = X.reshape(n, d)
    A = np.concatenate([np.ones((n, 1), X.dtype), rows], axis=1)
    return np.linalg.lstsq(A, y, rcond=None)[0]
