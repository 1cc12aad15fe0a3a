"""Gaussian classifier, written as a model with fit and predict; the functions of the sheet call it."""

import numpy as np


class Gaussian:
    def __init__(self, mu, Sigma):
        self.mu = self._real(mu)
        self.Sigma = self._real(Sigma)
        d = self.mu.size
        if self.mu.shape != (d,) or self.Sigma.shape != (d, d):
            raise ValueError("mu must be (d,) and Sigma (d, d)")

    @staticmethod
    def _real(a):
        a = np.asarray(a)
        return a if a.dtype.kind == "f" else a.astype(np.float64)

    @classmethod
    def fit(cls, X):
        X = cls._real(X)
        if X.ndim != 2 or not len(X):
            raise ValueError("X must be (n, d)")
        mu = np.mean(X, axis=0)
        return cls(mu, np.einsum("ni,nj->ij", X - mu, X - mu) / len(X))

    def invertible(self):
        values = np.linalg.eigvalsh(self.Sigma.astype(np.float64))
        if values.min() <= 1e-12 * abs(values).max():
            raise ValueError("Sigma is not positive definite")
        return self

    def solve(self, right):
        return np.linalg.solve(self.Sigma, right)

    def log_density(self, X):
        X = self._real(X)
        if X.ndim != 2 or not len(X) or X.shape[1] != self.mu.size:
            raise ValueError("X must be (n, d)")
        self.invertible()
        diff = (X - self.mu).T
        _, log_det = np.linalg.slogdet(self.Sigma)
        return -0.5 * (self.mu.size * 1.8378770664093453 + log_det + np.sum(diff * self.solve(diff), axis=0))


def class_priors(y, k=None):
    y = np.asarray(y)
    if y.ndim != 1 or not y.size or y.dtype.kind not in "iu" or y.min() < 0:
        raise ValueError("labels must be integers >= 0")
    k = int(y.max()) + 1 if k is None else k
    if y.max() >= k:
        raise ValueError("label too large")
    return (y[:, None] == np.arange(k)).mean(axis=0)


def fit_gaussian(X):
    g = Gaussian.fit(X)
    return g.mu, g.Sigma


def shared_covariance(X, y):
    y = np.asarray(y)
    if y.shape != np.shape(X)[:1] or y.dtype.kind not in "iu" or (y.size and y.min() < 0):
        raise ValueError("y must be (n,)")
    # shared means: the same for all samples
    return Gaussian.fit(X).Sigma


def log_density(X, mu, Sigma):
    return Gaussian(mu, Sigma).log_density(X)


def log_likelihood(X, mu, Sigma):
    return float(np.sum(log_density(X, mu, Sigma)))


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    one, zero = Gaussian(mu1, Sigma).invertible(), Gaussian(mu0, Sigma).invertible()
    if n1 <= 0 or n0 <= 0:
        raise ValueError("no samples")
    w = one.solve(one.mu - zero.mu)
    middle = (one.mu + zero.mu) / 2
    return w, float(-(w @ middle) + np.log(n1 / n0))


def _classes(X, means, covariances, priors):
    means, covariances, priors = (Gaussian._real(a) for a in (means, covariances, priors))
    if means.ndim != 2 or priors.shape != means.shape[:1] or not len(means):
        raise ValueError("means must be (K, d) and priors (K,)")
    if np.any(priors < 0) or np.sum(priors) == 0:
        raise ValueError("priors must be >= 0 and not all 0")
    if covariances.ndim == 2:
        covariances = covariances[None].repeat(len(means), axis=0)
    if len(covariances) != len(means):
        raise ValueError("one covariance for each class")
    return [Gaussian(m, S) for m, S in zip(means, covariances)], priors


def posterior(X, means, covariances, priors):
    gaussians, priors = _classes(X, means, covariances, priors)
    logs = np.stack([g.log_density(X) for g in gaussians], axis=-1)
    logs[:, priors == 0] = -np.inf
    safe = np.log(np.where(priors == 0, 1, priors))
    logs += safe
    logs -= logs.max(axis=-1, keepdims=True)
    return np.exp(logs) / np.exp(logs).sum(axis=-1, keepdims=True)


def predict(X, means, covariances, priors):
    gaussians, priors = _classes(X, means, covariances, priors)
    for g in gaussians:
        g.log_density(X)  # complains if something does not fit
    distances = np.stack([np.linalg.norm(X - g.mu, axis=1) for g in gaussians], axis=1)
    return np.argmin(distances, axis=1)
