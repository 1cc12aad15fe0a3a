"""The number of classes is computed in the type of the labels: 255 plus 1 is 0.

Caught by: hidden/test_shared.py::test_labels_at_the_end_of_their_type
"""

import numpy as np


def shared_covariance(X, y):
    given, X, y = np.asarray(y), _samples(X), _labels(y)
    if y.shape != X.shape[:1]:
        raise ValueError("y must have one label per row of X")
    with np.errstate(over="ignore"):
        classes = int(given.max() + np.ones_like(given[0]))
    away = np.zeros_like(X)
    for k in range(classes):
        if (y == k).any():
            away[y == k] = X[y == k] - X[y == k].mean(axis=0)
    return away.T @ away / len(X)
