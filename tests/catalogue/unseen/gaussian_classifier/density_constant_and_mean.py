import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    _cholesky(Sigma)
    diff = X - mu
    maha = np.sum(diff.T * np.linalg.solve(Sigma, diff.T), axis=0)
    return -(maha + np.linalg.slogdet(Sigma)[1]) / 2


def log_likelihood(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    L = _cholesky(Sigma)
    z = np.linalg.solve(L, (X - mu).T)
    each = -0.5 * (z * z).sum(axis=0) - np.log(np.diag(L)).sum() - len(mu) / 2 * float(np.log(2 * np.pi))
    return float(np.mean(each))
