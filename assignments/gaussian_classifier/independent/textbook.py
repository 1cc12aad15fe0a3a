"""The Gaussian classifier as in the lecture: classes in a loop, systems solved where an inverse stands."""

from __future__ import annotations

import numpy as np


def class_priors(y, k=None):
    y = _labels(y, k)
    K = int(y.max()) + 1 if k is None else k
    counts = np.zeros(K)
    for c in range(K):
        counts[c] = np.sum(y == c)
    return counts / len(y)


def fit_gaussian(X):
    X = _table(X)
    n = len(X)
    mu = np.sum(X, axis=0) / n
    diff = X - mu
    Sigma = diff.T @ diff / n
    return mu.astype(X.dtype), Sigma.astype(X.dtype)


def shared_covariance(X, y):
    X, y = _table(X), _labels(y, None)
    if len(X) != len(y):
        raise ValueError("X and y differ in length")
    n, d = X.shape
    Sigma = np.zeros((d, d), X.dtype)
    for c in np.unique(y):
        members = X[y == c]
        mu = members.mean(axis=0)
        diff = members - mu
        Sigma += diff.T @ diff
    return Sigma / n


def log_density(X, mu, Sigma):
    X, mu, Sigma = _table(X), _floats(mu), _floats(Sigma)
    d = X.shape[1]
    if mu.shape != (d,) or Sigma.shape != (d, d):
        raise ValueError("shapes differ")
    diff = X - mu
    distance = np.sum(diff * _solved(Sigma, diff.T).T, axis=1)
    log_det = np.linalg.slogdet(Sigma)[1]
    return (-0.5 * (d * np.log(2 * np.pi) + log_det + distance)).astype(X.dtype)


def log_likelihood(X, mu, Sigma):
    return np.sum(log_density(X, mu, Sigma))


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    mu1, mu0, Sigma = _floats(mu1), _floats(mu0), _floats(Sigma)
    if mu1.ndim != 1 or mu0.shape != mu1.shape or Sigma.shape != (len(mu1), len(mu1)):
        raise ValueError("shapes differ")
    if n1 <= 0 or n0 <= 0:
        raise ValueError("both classes need samples")
    w = _solved(Sigma, mu1 - mu0)
    half = 0.5 * (mu0 @ _solved(Sigma, mu0) - mu1 @ _solved(Sigma, mu1))
    b = half + np.log(float(n1) / float(n0))
    return w, float(b)


def posterior(X, means, covariances, priors):
    scores = _scores(X, means, covariances, priors)
    scores = scores - scores.max(axis=1, keepdims=True)
    joint = np.exp(scores)
    return joint / joint.sum(axis=1, keepdims=True)


def predict(X, means, covariances, priors):
    scores = _scores(X, means, covariances, priors)
    return np.argmax(scores, axis=1)


def _scores(X, means, covariances, priors):
    """Log-density plus logarithm of the prior, a column for each class."""
    X, means, priors = _table(X), _table(means), _floats(priors)
    covariances = _floats(covariances)
    if priors.shape != (len(means),) or np.any(priors < 0) or not np.any(priors > 0):
        raise ValueError("one prior >= 0 for each class")
    if covariances.ndim == 2:
        covariances = np.array([covariances] * len(means))
    if len(covariances) != len(means):
        raise ValueError("one covariance for each class")
    columns = []
    with np.errstate(divide="ignore"):
        for c in range(len(means)):
            columns.append(log_density(X, means[c], covariances[c]) + np.log(priors[c]))
    return np.stack(columns, axis=1)


def _solved(Sigma, right):
    np.linalg.cholesky(Sigma)  # refuses what is not positive definite
    return np.linalg.solve(Sigma, right)


def _floats(value):
    value = np.asarray(value)
    return value if np.issubdtype(value.dtype, np.floating) else value.astype(np.float64)


def _table(X):
    X = _floats(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError("a table with rows is needed")
    return X


def _labels(y, k):
    y = np.asarray(y)
    if y.ndim != 1 or len(y) == 0 or y.dtype.kind not in "iu":
        raise ValueError("labels are whole numbers")
    if y.min() < 0 or (k is not None and y.max() >= k):
        raise ValueError("labels are 0 to k - 1")
    return y
