"""Log-densities above 0 count as 0.

Caught by: hidden/test_likelihood.py::test_tiny_and_huge_variances
"""

import numpy as np


def log_likelihood(X, mu, Sigma):
    return float(np.minimum(log_density(X, mu, Sigma), 0).sum())
