import numpy as np


def sgd_minibatch(X, y, w, b, lr, batches, weight_decay=0):
    X = np.asarray(X)
    y = np.asarray(y)
    w = np.asarray(w)
    X = X.astype(np.float64) if X.dtype.kind != "f" else X
    y = y.astype(np.float64) if y.dtype.kind != "f" else y
    w = w.astype(np.float64) if w.dtype.kind != "f" else w
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X")
    n, d = X.shape
    if y.shape != (n,):
        raise ValueError("y")
    if w.shape != (d,):
        raise ValueError("w")
    lr, b, lam = float(lr), float(b), float(weight_decay)
    if lr <= 0:
        raise ValueError("lr has to be positive")
    if lam < 0:
        raise ValueError("weight_decay has to be >= 0")
    batches = [[int(i) for i in batch] for batch in batches]
    for batch in batches:
        if len(batch) == 0 or min(batch) < 0 or max(batch) >= n:
            raise ValueError("batches hold a wrong row number")
    kind = X.dtype
    w = w.copy()
    gw = np.zeros(d)
    gb = 0.0
    for batch in batches:
        m = len(batch)
        for i in batch:
            e = float(X[i] @ w + b - y[i])
            gw = gw + e * X[i]
            gb = gb + e
        w = ((1 - lr * lam) * w - lr / m * gw).astype(kind)
        b = b - lr / m * gb
    return w, b
