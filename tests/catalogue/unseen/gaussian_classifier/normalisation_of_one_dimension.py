import math

import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    L = _cholesky(Sigma)  # refuses what is not positive definite
    log_det = 2 * np.log(np.diag(L)).sum()
    log_norm = 0.5 * (math.log(2 * math.pi) + log_det)
    out = np.empty(len(X), dtype=X.dtype)
    for i, x in enumerate(X):
        u = np.linalg.solve(L, x - mu)
        out[i] = -0.5 * (u @ u) - log_norm
    return out
