import numpy as np


def fit_gaussian(X):
    X = _samples(X)
    mu = np.mean(X, axis=0)
    variances = np.mean((X - mu) ** 2, axis=0)
    return mu, np.diag(variances)
