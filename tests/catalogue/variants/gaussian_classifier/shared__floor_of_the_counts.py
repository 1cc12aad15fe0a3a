"""A class counts for at least two samples.

Caught by: hidden/test_shared.py::test_absent_classes_and_classes_of_one
"""

import numpy as np


def shared_covariance(X, y):
    _given, X, y = np.asarray(y), _samples(X), _labels(y)
    if y.shape != X.shape[:1]:
        raise ValueError("y must have one label per row of X")
    total, n = np.zeros((X.shape[1],) * 2, dtype=X.dtype), 0
    for k in np.unique(y):
        size = max(int((y == k).sum()), 2)
        total, n = total + size * fit_gaussian(X[y == k])[1], n + size
    return total / n
