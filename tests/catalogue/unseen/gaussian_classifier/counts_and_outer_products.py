import math

import numpy as np


def class_priors(y, k=None):
    labels = _labels(y).tolist()
    if k is None:
        k = max(labels) + 1
    if max(labels) >= k:
        raise ValueError("y: every label must be below k")
    counts = [0] * k
    for label in labels:
        counts[label] += 1
    return np.array([c / len(labels) for c in counts], dtype=np.float64)


def fit_gaussian(X):
    X = _samples(X)
    mu = X.mean(axis=0)
    Sigma = np.zeros((X.shape[1], X.shape[1]), dtype=X.dtype)
    for x in X:
        Sigma += np.outer(x - mu, x - mu)
    return mu, Sigma / len(X)


def shared_covariance(X, y):
    X, y = _samples(X), _labels(y)
    if y.size != len(X):
        raise ValueError("y must have one label per row of X")
    total = np.zeros((X.shape[1], X.shape[1]), dtype=X.dtype)
    for k in sorted(set(y.tolist())):
        mine = X[y == k]
        total += (len(mine) / len(X)) * fit_gaussian(mine)[1]
    return total


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    Sigma = _real(Sigma)
    mu1, Sigma = _gaussian(mu1, Sigma, len(Sigma))
    mu0, Sigma = _gaussian(mu0, Sigma, len(Sigma))
    n1, n0 = float(n1), float(n0)
    if not n1 > 0 or not n0 > 0:
        raise ValueError("n1 and n0 must be positive")
    L = _cholesky(Sigma)
    w = np.linalg.solve(L.T, np.linalg.solve(L, mu1 - mu0))
    # half-way between the means only the class sizes decide
    middle = mu0 + (mu1 - mu0) / 2
    return w, math.log(n1) - math.log(n0) - float(w @ middle)
