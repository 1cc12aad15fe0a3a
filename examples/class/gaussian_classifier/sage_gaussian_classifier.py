"""Gaussian classifier."""

import numpy as np

LOG_2PI = float(np.log(2 * np.pi))


def need(condition, words):
    if not condition:
        raise ValueError(words)


def table(X):
    X = np.asarray(X)
    need(X.ndim == 2 and X.shape[0] > 0, "X must be (n, d) with n >= 1")
    return widen(X)


def widen(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def labels(y):
    y = np.asarray(y)
    need(y.ndim == 1 and len(y) > 0, "y must be (n,)")
    need(y.dtype.kind in "iu" and int(y.min()) >= 0, "labels are integers from 0 on")
    return y.astype(np.int64)


def root(Sigma, d):
    """Cholesky factor, or ValueError"""
    need(Sigma.shape == (d, d), "Sigma must be (d, d)")
    need(np.linalg.matrix_rank(Sigma) == d, "Sigma is singular")
    try:
        return np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError:
        raise ValueError("Sigma must be positive definite") from None


def class_priors(y, k=None):
    y = labels(y)
    largest = int(y.max())
    k = largest + 1 if k is None else k
    need(largest < k, f"label {largest}, but only {k} classes")
    counts = {}
    for label in y.tolist():
        counts[label] = counts.get(label, 0) + 1
    return np.array([counts.get(j, 0) / len(y) for j in range(k)])


def fit_gaussian(X):
    X = table(X)
    mu = X.mean(axis=0)
    # Sigma = np.cov(X.T)      <- divides by n - 1!
    Sigma = np.zeros((X.shape[1], X.shape[1]), X.dtype)
    for x in X:
        Sigma += np.outer(x - mu, x - mu)
    return mu, Sigma / len(X)


def shared_covariance(X, y):
    X, y = table(X), labels(y)
    need(len(X) == len(y), "one label for each row")
    total = np.zeros((X.shape[1], X.shape[1]), X.dtype)
    for k in range(int(y.max()) + 1):
        part = X[y == k]
        if len(part) == 0:
            continue
        _, Sigma = fit_gaussian(part)
        total += len(part) / len(X) * Sigma
    return total


def whitened(diff, L):
    """L⁻¹ diffᵀ by forward substitution; one column per sample"""
    z = np.empty_like(diff.T)
    for i in range(len(L)):
        z[i] = (diff[:, i] - L[i, :i] @ z[:i]) / L[i, i]
    return z


def log_density(X, mu, Sigma):
    X, mu, Sigma = table(X), widen(mu), widen(Sigma)
    d = X.shape[1]
    need(mu.shape == (d,), "mu must be (d,)")
    L = root(Sigma, d)
    z = whitened(X - mu, L)
    log_det = 2 * np.log(np.diag(L)).sum()
    return -(d * LOG_2PI + log_det + (z * z).sum(axis=0)) / 2


def log_likelihood(X, mu, Sigma):
    return float(log_density(X, mu, Sigma).sum())


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    mu1, mu0, Sigma = widen(mu1), widen(mu0), widen(Sigma)
    need(n1 > 0 and n0 > 0, "both classes need samples")
    need(mu1.ndim == 1 and mu0.shape == mu1.shape, "the means must be (d,)")
    L = root(Sigma, len(mu1))
    z1, z0 = whitened(np.stack([mu1, mu0]), L).T
    w = np.linalg.solve(L.T, z1 - z0)
    b = -z1 @ z1 / 2 + z0 @ z0 / 2 + np.log(float(n1)) - np.log(float(n0))
    return w, float(b)


def joint(X, means, covariances, priors):
    X, means, covariances, priors = table(X), table(means), widen(covariances), widen(priors)
    K, d = means.shape
    need(X.shape[1] == d, "X and means differ in d")
    need(priors.shape == (K,), "one prior per class")
    need(bool((priors >= 0).all()) and priors.sum() > 0, "priors must be >= 0 and not all 0")
    if covariances.ndim == 2:
        covariances = np.stack([covariances] * K)
    need(covariances.shape == (K, d, d), "covariances must be (d, d) or (K, d, d)")
    columns = []
    for k in range(K):
        column = log_density(X, means[k], covariances[k])
        # print(k, column)
        columns.append(column + np.log(priors[k]) if priors[k] > 0 else np.full_like(column, -np.inf))
    return np.stack(columns, axis=1)


def posterior(X, means, covariances, priors):
    log_p = joint(X, means, covariances, priors)
    log_p = log_p - log_p.max(axis=1, keepdims=True)
    p = np.exp(log_p)
    print("largest posterior of each sample:", (p / p.sum(axis=1, keepdims=True)).max(axis=1).round(3))
    return p / p.sum(axis=1, keepdims=True)


def posterior_old(X, means, covariances, priors):
    p = np.exp(joint(X, means, covariances, priors))
    return p / (p.sum(axis=1, keepdims=True) + 1e-300)


def predict(X, means, covariances, priors):
    best = np.argmax(joint(X, means, covariances, priors), axis=1)
    print("classes:", np.bincount(best))
    return best
