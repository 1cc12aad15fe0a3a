import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    _cholesky(Sigma)
    diff = X - mu
    q = np.einsum("ni,ij,nj->n", diff, Sigma, diff)
    logdet = np.linalg.slogdet(Sigma)[1]
    d = X.shape[1]
    return (-0.5 * (d * float(np.log(2 * np.pi)) + logdet + q)).astype(X.dtype)
