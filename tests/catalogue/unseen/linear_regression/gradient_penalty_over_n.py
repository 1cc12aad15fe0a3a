import numpy as np


def loss_gradient(X, y, w, b, lam=0):
    X, y = _samples(X, y)
    w = _real(w)
    if w.shape != (X.shape[1],):
        raise ValueError("w must have shape (d,)")
    if lam < 0:
        raise ValueError("lam must be >= 0")
    lam, b = float(lam), float(b)
    n = X.shape[0]
    r = X.dot(w) + b - y
    dw = (X.T.dot(r) + lam * w) / n
    db = r.sum() / n
    return dw, float(db)
