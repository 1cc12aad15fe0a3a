import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    Sigma = _real(Sigma)
    mu1, Sigma = _gaussian(mu1, Sigma, len(Sigma))
    mu0, Sigma = _gaussian(mu0, Sigma, len(Sigma))
    if not (n1 > 0 and n0 > 0):
        raise ValueError("n1 and n0 must be > 0")
    _cholesky(Sigma)
    a1, a0 = np.linalg.solve(Sigma, mu1), np.linalg.solve(Sigma, mu0)
    w = (a1 - a0) / 2
    b = (mu0 @ a0 - mu1 @ a1) / 2 + np.log(float(n0) / float(n1))
    return w, float(b)
