import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    Sigma = _real(Sigma)
    m1, Sigma = _gaussian(mu1, Sigma, len(Sigma))
    m0, Sigma = _gaussian(mu0, Sigma, len(Sigma))
    if n1 <= 0 or n0 <= 0:
        raise ValueError("n1 and n0 must be positive")
    _cholesky(Sigma)
    delta = m1 - m0
    w = np.linalg.solve(Sigma, delta)
    b = -delta @ w / 2 + np.log(float(n1)) - np.log(float(n0))
    return w, float(b)
