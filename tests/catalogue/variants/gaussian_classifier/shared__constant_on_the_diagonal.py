"""A small constant is added to the diagonal.

Caught by: hidden/test_shared.py::test_tiny_and_huge_features
"""

import numpy as np


def shared_covariance(X, y):
    _given, X, y = np.asarray(y), _samples(X), _labels(y)
    if y.shape != X.shape[:1]:
        raise ValueError("y must have one label per row of X")
    away = X - np.stack([X[y == k].mean(axis=0) for k in y])
    return away.T @ away / len(X) + 1e-10 * np.eye(X.shape[1], dtype=X.dtype)
