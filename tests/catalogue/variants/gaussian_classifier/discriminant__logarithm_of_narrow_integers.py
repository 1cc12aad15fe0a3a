"""The logarithms of the sizes are taken in their own type: of a uint8 it is a float16.

Caught by: hidden/test_discriminant.py::test_every_narrow_type
"""

import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    _whole1, _whole0 = np.asarray(mu1), np.asarray(mu0)
    mu1, Sigma = _gaussian(mu1, Sigma, len(Sigma))
    mu0, _ = _gaussian(mu0, Sigma, len(Sigma))
    if not (n1 > 0 and n0 > 0):
        raise ValueError("n1 and n0 must be > 0")
    _cholesky(Sigma)
    w = np.linalg.solve(Sigma, mu1 - mu0)
    return w, float(-0.5 * ((mu1 + mu0) @ w)) + float(np.log(n1) - np.log(n0))
