"""Log-densities above 0 count as 0.

Caught by: hidden/test_density.py::test_tiny_and_huge_variances
"""

import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    return np.minimum(_log_density(X, mu, Sigma), 0)
