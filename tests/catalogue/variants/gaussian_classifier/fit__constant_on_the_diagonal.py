"""A small constant is added to the diagonal.

Caught by: hidden/test_fit.py::test_tiny_and_huge_features
"""

import numpy as np


def fit_gaussian(X):
    X = _samples(X)
    mu = X.mean(axis=0)
    eye = np.eye(X.shape[1], dtype=X.dtype)
    return mu, (X - mu).T @ (X - mu) / len(X) + 1e-10 * eye
