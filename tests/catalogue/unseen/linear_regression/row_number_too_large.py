import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X, y, w = np.asarray(X), np.asarray(y), np.asarray(w)
    if X.dtype.kind != "f":
        X = X.astype(float)
    if y.dtype.kind != "f":
        y = y.astype(float)
    if w.dtype.kind != "f":
        w = w.astype(float)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("bad shape of X")
    if y.ndim != 1 or y.shape[0] != X.shape[0]:
        raise ValueError("bad shape of y")
    if w.ndim != 1 or w.shape[0] != X.shape[1]:
        raise ValueError("bad shape of w")
    lr, lam = float(lr), float(weight_decay)
    if lr <= 0:
        raise ValueError("lr must be positive")
    if lam < 0:
        raise ValueError("weight_decay must be non-negative")
    checked = []
    for rows in batches:
        rows = np.array(rows)
        if rows.size == 0:
            raise ValueError("batches: a batch is empty")
        if (rows < 0).any():
            raise ValueError("batches: negative row numbers are not allowed")
        checked.append(rows)
    w_new, b_new = w.copy(), float(b)
    for rows in checked:
        xb, yb = X[rows], y[rows]
        res = xb @ w_new + b_new - yb
        w_new = w_new - lr * lam * w_new - lr * (res @ xb) / rows.size
        b_new -= lr * float(res.mean())
    return w_new, b_new
