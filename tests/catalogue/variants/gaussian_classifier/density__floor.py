"""Log-densities below -1e6 count as -1e6.

Caught by: hidden/test_density.py::test_far_tails_are_finite
"""

import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    mu, Sigma = _gaussian(mu, Sigma, X.shape[1])
    return np.maximum(_log_density(X, mu, Sigma), -1e6)
