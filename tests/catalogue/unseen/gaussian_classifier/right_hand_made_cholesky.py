import math

import numpy as np


def _f(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def fit_gaussian(X):
    X = _f(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X must be (n, d)")
    mu = np.mean(X, axis=0)
    cov = np.zeros((X.shape[1], X.shape[1]), X.dtype)
    for row in X:
        cov += np.outer(row - mu, row - mu) / len(X)
    return mu, cov


def log_density(X, mu, Sigma):
    X, mu, Sigma = _f(X), _f(mu), _f(Sigma)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("X must be (n, d)")
    d = X.shape[1]
    if mu.shape != (d,) or Sigma.shape != (d, d):
        raise ValueError("mu or Sigma does not fit")
    L = np.zeros((d, d), Sigma.dtype)
    z = np.zeros((d, len(X)), X.dtype)
    total = np.full(len(X), d * math.log(2 * math.pi), X.dtype)
    for j in range(d):
        pivot = Sigma[j, j] - L[j, :j] @ L[j, :j]
        if not pivot > 0:
            raise ValueError("Sigma is not positive definite")
        L[j, j] = np.sqrt(pivot)
        L[j + 1 :, j] = (Sigma[j + 1 :, j] - L[j + 1 :, :j] @ L[j, :j]) / L[j, j]
        z[j] = (X[:, j] - mu[j] - L[j, :j] @ z[:j]) / L[j, j]
        total += 2 * np.log(L[j, j]) + z[j] ** 2
    return total / -2
