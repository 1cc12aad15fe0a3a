import numpy as np


def fit_ridge(X, y, lam):
    X, y = _samples(X, y)
    if not lam >= 0:
        raise ValueError("lam must not be negative")
    lam = float(lam)
    n, d = X.shape
    xm, ym = X.mean(axis=0), y.mean()
    Z = X - xm
    w = np.linalg.solve(Z.T @ Z + np.eye(d, dtype=X.dtype) * (n * lam), Z.T @ (y - ym))
    return np.r_[ym - xm @ w, w].astype(X.dtype)
