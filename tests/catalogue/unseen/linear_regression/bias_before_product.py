import numpy as np


def predict(X, w, b):
    X = np.asarray(X)
    w = np.asarray(w)
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    if w.dtype.kind != "f":
        w = w.astype(np.float64)
    b = float(b)
    if X.ndim != 2:
        raise ValueError("X must have two axes")
    if w.shape != (X.shape[1],):
        raise ValueError("w must have one entry per feature")
    out = np.zeros(X.shape[0], dtype=X.dtype)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            out[i] += (X[i, j] + b) * w[j]
    return out
