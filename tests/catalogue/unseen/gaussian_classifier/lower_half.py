import numpy as np


def fit_gaussian(X):
    X = np.asarray(X)
    if X.dtype.kind != "f":
        X = X.astype(np.float64)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must have shape (n, d) with n >= 1")
    d = X.shape[1]
    mu = X.mean(axis=0)
    D = X - mu
    Sigma = np.zeros((d, d), dtype=X.dtype)
    for a in range(d):
        for b in range(a + 1):
            Sigma[a, b] = np.mean(D[:, a] * D[:, b])
    return mu, Sigma
