import numpy as np


def log_likelihood(X, mu, Sigma):
    total = -np.inf
    for value in log_density(X, mu, Sigma):
        total = np.logaddexp(total, value)
    return float(total)
