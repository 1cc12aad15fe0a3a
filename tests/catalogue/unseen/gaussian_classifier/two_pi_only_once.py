import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    L = _cholesky(Sigma)
    t = np.linalg.solve(L, (X - mu).T)
    half_log_det = np.sum(np.log(np.diagonal(L)))
    return -0.5 * np.log(2 * np.pi).astype(X.dtype) - half_log_det - 0.5 * np.sum(t ** 2, axis=0)
