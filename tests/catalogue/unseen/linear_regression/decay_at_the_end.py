import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y, w = np.asarray(X), np.asarray(y), np.asarray(w)
    X = X if X.dtype.kind == "f" else X.astype(float)
    y = y if y.dtype.kind == "f" else y.astype(float)
    w = w if w.dtype.kind == "f" else w.astype(float)
    lr, wd, bias = float(lr), float(weight_decay), float(b)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must be a table (n, d)")
    if y.shape != (X.shape[0],):
        raise ValueError("y must have n entries")
    if w.shape != (X.shape[1],):
        raise ValueError("w must have d entries")
    if not lr > 0:
        raise ValueError("lr must be positive")
    if wd < 0:
        raise ValueError("weight_decay must not be negative")
    for rows in batches:
        rows = np.asarray(rows)
        if rows.size == 0:
            raise ValueError("empty batch in batches")
        if rows.min() < 0 or rows.max() > X.shape[0] - 1:
            raise ValueError("batches: row number out of range")
    weights = w.copy()
    for rows in batches:
        xb = X[rows]
        err = xb @ weights + bias - y[rows]
        weights = weights - lr * (xb.T @ err) / len(rows)
        bias = bias - lr * float(np.mean(err))
    if len(batches) > 0:
        weights = (1 - lr * wd) * weights
    return weights, bias
