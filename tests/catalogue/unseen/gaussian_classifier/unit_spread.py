import numpy as np


def fit_gaussian(X):
    X = np.asarray(X)
    X = X if np.issubdtype(X.dtype, np.floating) else X.astype(float)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X needs two axes and one row at least")
    n, d = X.shape
    mu = X.sum(axis=0) / X.dtype.type(n)
    Z = X - mu
    for j in range(d):
        sd = Z[:, j].std()
        if sd > 0:
            Z[:, j] /= sd
    Sigma = np.einsum("ij,ik->jk", Z, Z) / n
    return mu, Sigma.astype(X.dtype)
