import numpy as np


def fit_ridge(X, y, lam):
    X, y = _samples(X, y)
    if not lam >= 0:
        raise ValueError(f"lam is negative: {lam}")
    d = X.shape[1]
    Xc = X - np.mean(X, axis=0)
    yc = y - np.mean(y)
    gram = Xc.T @ Xc
    gram[np.diag_indices(d)] += float(lam)
    w = np.linalg.solve(gram, Xc.T @ yc)
    theta = np.empty(d + 1, dtype=X.dtype)
    theta[0] = np.mean(y)
    theta[1:] = w
    return theta
