"""Covariances below 1e-12 are set to zero.

Caught by: hidden/test_fit.py::test_tiny_and_huge_features
"""

import numpy as np


def fit_gaussian(X):
    X = _samples(X)
    mu = X.mean(axis=0)
    Sigma = (X - mu).T @ (X - mu) / len(X)
    return mu, np.where(np.abs(Sigma) < 1e-12, 0 * Sigma, Sigma)
