"""The means are subtracted in their own type.

Caught by: hidden/test_discriminant.py::test_every_narrow_type
"""

import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    whole1, whole0 = np.asarray(mu1), np.asarray(mu0)
    mu1, Sigma = _gaussian(mu1, Sigma, len(Sigma))
    mu0, _ = _gaussian(mu0, Sigma, len(Sigma))
    if not (n1 > 0 and n0 > 0):
        raise ValueError("n1 and n0 must be > 0")
    _cholesky(Sigma)
    away = mu1 - mu0 if whole1.dtype.itemsize > 2 else _real(whole1 - whole0)
    w = np.linalg.solve(Sigma, away)
    return w, float(-0.5 * ((mu1 + mu0) @ w)) + float(np.log(float(n1) / float(n0)))
