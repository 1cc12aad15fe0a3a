import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y, w = np.asarray(X), np.asarray(y), np.asarray(w)
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    if y.dtype.kind != "f":
        y = y.astype(np.float64)
    if w.dtype.kind != "f":
        w = w.astype(np.float64)
    lr, b, weight_decay = float(lr), float(b), float(weight_decay)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X: two axes and at least one sample")
    if y.shape != (len(X),):
        raise ValueError("y: one entry per sample")
    if w.shape != X.shape[1:]:
        raise ValueError("w: one entry per feature")
    if not lr > 0:
        raise ValueError("lr: positive number")
    if weight_decay < 0:
        raise ValueError("weight_decay: not negative")
    for batch in batches:
        if len(batch) == 0 or np.min(batch) < 0 or np.max(batch) >= len(X):
            raise ValueError("batches: rows from 0 to n - 1, at least one")
    w = w.copy()
    if len(batches) == 0:
        return w, b
    size = len(batches[0])
    keep = 1 - lr * weight_decay
    for batch in batches:
        err = X[batch] @ w + b - y[batch]
        w = keep * w - lr * (X[batch].T @ err) / size
        b = keep * b - lr * err.sum() / size
        b = float(b)
    return w, b
