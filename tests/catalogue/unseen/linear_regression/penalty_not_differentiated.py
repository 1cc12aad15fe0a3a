import numpy as np


def loss_gradient(X, y, w, b, lam=0):
    X, y, w = np.asarray(X), np.asarray(y), np.asarray(w)
    if X.dtype.kind != "f":
        X = X.astype(float)
    if y.dtype.kind != "f":
        y = y.astype(float)
    if w.dtype.kind != "f":
        w = w.astype(float)
    b, lam = float(b), float(lam)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must be (n, d)")
    n, d = X.shape
    if y.shape != (n,):
        raise ValueError("y must be (n,)")
    if w.shape != (d,):
        raise ValueError("w must be (d,)")
    if lam < 0:
        raise ValueError("lam must be >= 0")
    err = np.einsum("ij,j->i", X, w) + b - y
    dw = np.einsum("i,ij->j", err, X) / n
    db = err.sum() / n
    dw = dw + 0.5 * lam * (w @ w)
    return dw, float(db)
