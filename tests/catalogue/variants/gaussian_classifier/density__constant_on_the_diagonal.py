"""A small constant is added to the diagonal of the covariance.

Caught by: hidden/test_density.py::test_tiny_and_huge_variances
"""

import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    _cholesky(Sigma)
    return _log_density(X, mu, Sigma + 1e-12 * np.eye(len(mu), dtype=Sigma.dtype))
