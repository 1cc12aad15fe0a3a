"""A small constant is added to the diagonal of the covariance.

Caught by: hidden/test_discriminant.py::test_tiny_and_huge_features
"""

import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    _whole1, _whole0 = np.asarray(mu1), np.asarray(mu0)
    mu1, Sigma = _gaussian(mu1, Sigma, len(Sigma))
    mu0, _ = _gaussian(mu0, Sigma, len(Sigma))
    if not (n1 > 0 and n0 > 0):
        raise ValueError("n1 and n0 must be > 0")
    _cholesky(Sigma)
    w = np.linalg.solve(Sigma + 1e-12 * np.eye(len(mu1), dtype=Sigma.dtype), mu1 - mu0)
    return w, float(-0.5 * ((mu1 + mu0) @ w)) + float(np.log(float(n1) / float(n0)))
