import math

import numpy as np


def linear_discriminant(mu1, mu0, Sigma, n1, n0):
    mu1, mu0, Sigma = np.asarray(mu1), np.asarray(mu0), np.asarray(Sigma)
    if mu1.dtype.kind != "f":
        mu1 = mu1.astype(float)
    if mu0.dtype.kind != "f":
        mu0 = mu0.astype(float)
    if Sigma.dtype.kind != "f":
        Sigma = Sigma.astype(float)
    n1, n0 = float(n1), float(n0)
    if mu1.ndim != 1 or mu0.shape != mu1.shape or Sigma.shape != (len(mu1), len(mu1)):
        raise ValueError("shapes of means and Sigma do not fit")
    if n1 <= 0 or n0 <= 0:
        raise ValueError("both classes need samples")
    try:
        np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError:
        raise ValueError("Sigma must be positive definite")
    a1 = np.linalg.solve(Sigma, mu1)
    a0 = np.linalg.solve(Sigma, mu0)
    prior_term = math.log(n1 / (n1 + n0))
    b = 0.5 * (mu0 @ a0) - 0.5 * (mu1 @ a1)
    return a1 - a0, float(b) + prior_term
