"""A covariance whose smallest eigenvalue is below 1e-12 is refused.

Caught by: hidden/test_density.py::test_tiny_and_huge_variances
"""

import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    if np.linalg.eigvalsh(Sigma)[0] < 1e-12:
        raise ValueError("a covariance must be positive definite")
    return _log_density(X, mu, Sigma)
