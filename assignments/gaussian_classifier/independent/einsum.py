"""The Gaussian classifier by whitening: a right solution through eigenvectors, one-hot tables and einsum.

A covariance is taken apart as ``V diag(λ) Vᵀ``; determinants are products of λ, and distances are measured after
a projection on ``V / √λ``. Counting is a sum over a one-hot table.
"""

from __future__ import annotations

import numpy as np


def class_priors(y, k=None):
    return _one_hot(y, k).mean(axis=0)


def fit_gaussian(X):
    X = _table(X)
    weights = np.full(len(X), 1 / len(X))
    mu = np.einsum("i,ij->j", weights, X)
    Sigma = np.einsum("i,ij,ik->jk", weights, X - mu, X - mu)
    return mu.astype(X.dtype), Sigma.astype(X.dtype)


def shared_covariance(X, y):
    X, member = _table(X), _one_hot(y, None)  # (n, d), (n, K)
    if len(X) != len(member):
        raise ValueError("X and y differ in length")
    start = X[0].astype(np.float64)  # moving everything keeps the digits of samples far from the origin
    sizes = np.maximum(member.sum(axis=0), 1)
    means = start + np.einsum("ik,ij->kj", member, X - start) / sizes[:, None]
    away = X[:, None] - means  # (n, K, d)
    return (np.einsum("ik,ika,ikb->ab", member, away, away) / len(X)).astype(X.dtype)


def log_density(X, mu, Sigma):
    X, (mu,), (Sigma,) = _table(X), _many(mu, 1), _many(Sigma, 2)
    return _densities(X, mu[None], Sigma[None])[:, 0]


def log_likelihood(X, mu, Sigma):
    return log_density(X, mu, Sigma).sum()


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    (mu1,), (mu0,), (Sigma,) = _many(mu1, 1), _many(mu0, 1), _many(Sigma, 2)
    if mu1.shape != mu0.shape or Sigma.shape != mu1.shape * 2:
        raise ValueError("shapes differ")
    if n1 <= 0 or n0 <= 0:
        raise ValueError("both classes need samples")
    white = _whitening(Sigma[None])[0][0]
    one, zero = mu1 @ white, mu0 @ white
    return white @ (one - zero), (zero @ zero - one @ one) / 2 + np.log(float(n1)) - np.log(float(n0))


def posterior(X, means, covariances, priors):
    joint = _joint(X, means, covariances, priors)
    evidence = np.logaddexp.reduce(joint, axis=1)
    return np.exp(joint - evidence[:, None])


def predict(X, means, covariances, priors):
    return np.argsort(-_joint(X, means, covariances, priors), axis=1, kind="stable")[:, 0]


def _joint(X, means, covariances, priors):
    X, means, priors = _table(X), _table(means), _many(priors, 1)[0]
    if priors.shape != means.shape[:1] or np.any(priors < 0) or not np.any(priors):
        raise ValueError("one prior >= 0 for each class")
    covariances = np.asarray(covariances)
    if covariances.ndim == 2:
        covariances = covariances[None].repeat(len(means), axis=0)
    with np.errstate(divide="ignore"):
        logs = np.log(priors)
    return _densities(X, means, covariances) + logs


def _densities(X, means, covariances):
    """Log-densities of all samples in all classes, (n, K)."""
    k, d = means.shape
    if X.shape[1] != d or covariances.shape != (k, d, d):
        raise ValueError("shapes differ")
    white, logs = _whitening(covariances.astype(means.dtype))
    away = np.einsum("nkd,kde->nke", X[:, None] - means, white)
    values = np.einsum("nke,nke->nk", away, away) + logs
    return -(values + d * np.log(2 * np.pi).astype(values.dtype)) / 2


def _whitening(covariances):
    values, vectors = np.linalg.eigh(covariances)
    if np.any(values <= 1e-12 * values.max(axis=-1, keepdims=True)):
        raise ValueError("not positive definite")
    return vectors / np.sqrt(values)[:, None], np.log(values).sum(axis=-1)


def _one_hot(y, k):
    y = np.asarray(y)
    if y.ndim != 1 or not y.size or not np.issubdtype(y.dtype, np.integer) or np.any(y < 0):
        raise ValueError("labels are whole numbers from 0 on")
    table = (y[:, None].astype(int) == np.arange(int(y.max()) + 1 if k is None else k)).astype(float)
    if not table.any(axis=1).all():
        raise ValueError("a label has no column")
    return table


def _table(X):
    X = np.asarray(X)
    if X.ndim != 2 or not len(X):
        raise ValueError("a table with rows is needed")
    return X if np.issubdtype(X.dtype, np.floating) else X.astype(float)


def _many(value, axes):
    value = np.asarray(value)
    if value.ndim != axes:
        raise ValueError("wrong number of axes")
    return (value if np.issubdtype(value.dtype, np.floating) else value.astype(float))[None]
