import math

import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    Sigma = _real(Sigma)
    mu1, Sigma = _gaussian(mu1, Sigma, len(Sigma))
    mu0, Sigma = _gaussian(mu0, Sigma, len(Sigma))
    if not (n1 > 0 and n0 > 0):
        raise ValueError("n1 and n0: both classes need samples")
    _cholesky(Sigma)
    delta = mu1 - mu0
    w = np.linalg.solve(Sigma, delta)
    b = -0.5 * float(delta @ w) + math.log(float(n1) / float(n0))
    return w, b
