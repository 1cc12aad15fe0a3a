import numpy as np


def log_density(X, mu, Sigma):
    X = _samples(X)
    d = X.shape[1]
    mu, Sigma = _gaussian(mu, Sigma, d)
    try:
        L = np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError:
        raise ValueError("Sigma is not positive definite")
    Z = np.linalg.solve(L.T, (X - mu).T)
    half_log_det = np.log(np.diagonal(L)).sum()
    return -0.5 * np.square(Z).sum(axis=0) - half_log_det - 0.5 * d * float(np.log(2 * np.pi))
