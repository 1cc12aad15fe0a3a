import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    d = X.shape[1]
    mu, Sigma = _gaussian(mu, Sigma, d)
    sign, log_det = np.linalg.slogdet(Sigma)
    if sign <= 0:
        raise ValueError("Sigma must be positive definite")
    diff = X - mu
    quad = np.einsum("ij,ij->i", diff, np.linalg.solve(Sigma, diff.T).T)
    return -0.5 * (d * float(np.log(2 * np.pi)) + log_det + quad)
