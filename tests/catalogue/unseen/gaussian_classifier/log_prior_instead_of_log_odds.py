import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    Sigma = _real(Sigma)
    mu1, Sigma = _gaussian(mu1, Sigma, len(Sigma))
    mu0, Sigma = _gaussian(mu0, Sigma, len(Sigma))
    if not (n1 > 0 and n0 > 0):
        raise ValueError("no samples in a class: n1, n0")
    _cholesky(Sigma)
    n1, n0 = int(n1), int(n0)
    sol = np.linalg.solve(Sigma, np.stack([mu1, mu0], axis=1))
    w = sol[:, 0] - sol[:, 1]
    b = 0.5 * (mu0 @ sol[:, 1] - mu1 @ sol[:, 0]) + np.log(n1 / (n1 + n0))
    return w, float(b)
