import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    Sigma = _real(Sigma)
    d = len(Sigma)
    mu1, Sigma = _gaussian(mu1, Sigma, d)
    mu0, Sigma = _gaussian(mu0, Sigma, d)
    n1, n0 = float(n1), float(n0)
    if n1 <= 0 or n0 <= 0:
        raise ValueError("n1, n0 must be positive")
    _cholesky(Sigma)
    P = np.linalg.inv(Sigma)
    w = P @ (mu1 - mu0)
    b = -(mu1 @ P @ mu1) + mu0 @ P @ mu0
    b += np.log(n0 / n1)
    return w, float(b)
