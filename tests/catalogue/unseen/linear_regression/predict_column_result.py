import numpy as np


def predict(X, w, b):
    X, w = _real(X), _real(w)
    if X.ndim != 2:
        raise ValueError("X needs two axes")
    if w.shape != (X.shape[1],):
        raise ValueError("w must be (d,)")
    column = w.reshape(-1, 1)
    return X @ column + float(b)
