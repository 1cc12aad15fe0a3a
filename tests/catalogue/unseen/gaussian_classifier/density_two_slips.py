import math

import numpy as np


def log_density(X, mu, Sigma):
    X, mu, Sigma = np.asarray(X), np.asarray(mu), np.asarray(Sigma)
    if X.dtype.kind != "f":
        X = X.astype(float)
    if mu.dtype.kind != "f":
        mu = mu.astype(float)
    if Sigma.dtype.kind != "f":
        Sigma = Sigma.astype(float)
    if X.ndim != 2 or X.shape[0] == 0:
        raise ValueError("X must be a table with rows")
    if mu.shape != X.shape[1:] or Sigma.shape != mu.shape * 2:
        raise ValueError("mu and Sigma must fit to X")
    try:
        L = np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError:
        raise ValueError("Sigma must be positive definite")
    dist = np.linalg.norm(np.linalg.solve(L, (X - mu).T), axis=0)
    half_log_det = np.log(L.diagonal()).sum()
    return -0.5 * math.log(2 * math.pi) - half_log_det - 0.5 * dist
