import numpy as np


def fit_gaussian(X):
    X = _samples(X)
    n, d = X.shape
    mu = X.sum(axis=0) / n
    S = np.zeros((d, d), dtype=X.dtype)
    for row in X:
        S += np.outer(row, row)
    return mu, S / n
