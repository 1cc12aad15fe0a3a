import numpy as np


def fit_ridge(X, y, lam):
    X, y = np.asarray(X), np.asarray(y)
    if X.dtype.kind != "f":
        X = X.astype(float)
    if y.dtype.kind != "f":
        y = y.astype(float)
    lam = float(lam)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must have shape (n, d)")
    if y.shape != (X.shape[0],):
        raise ValueError("y must have shape (n,)")
    if lam < 0:
        raise ValueError("lam must not be negative")
    mean = X.mean(axis=0)
    std = X.std(axis=0)
    std = np.where(std > 0, std, np.ones_like(std))
    Z = (X - mean) / std
    gram = Z.T @ Z
    gram[np.diag_indices(X.shape[1])] += lam
    wz = np.linalg.solve(gram, Z.T @ (y - y.mean()))
    w = wz / std
    b = y.mean() - mean @ w
    return np.append(b, w).astype(X.dtype)
