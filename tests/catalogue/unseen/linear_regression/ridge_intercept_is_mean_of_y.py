import numpy as np


def fit_ridge(X, y, lam):
    X, y = _samples(X, y)
    _require_not_negative("lam", lam)
    lam = float(lam)
    Xc = X - X.mean(axis=0)
    yc = y - y.mean()
    G = Xc.T @ Xc
    for j in range(X.shape[1]):
        G[j, j] += lam
    theta = np.empty(X.shape[1] + 1, dtype=X.dtype)
    theta[1:] = np.linalg.solve(G, Xc.T @ yc)
    theta[0] = y.mean()
    return theta
