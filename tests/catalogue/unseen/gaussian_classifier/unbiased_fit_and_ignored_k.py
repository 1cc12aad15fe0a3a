import numpy as np


def fit_gaussian(X):
    X = _samples(X)
    n, d = X.shape
    mu = X.mean(axis=0)
    if n == 1:
        return mu, np.zeros((d, d), dtype=X.dtype)
    return mu, np.cov(X, rowvar=False).reshape(d, d).astype(X.dtype)


def class_priors(y, k=None):
    y = _labels(y)
    if k is not None and y.max() >= k:
        raise ValueError("y must be below k")
    return np.bincount(y) / len(y)
