"""Where there are as many classes as features, the means are taken for columns.

Caught by: hidden/test_shared.py::test_labels_at_the_end_of_their_type
"""

import numpy as np


def shared_covariance(X, y):
    _given, X, y = np.asarray(y), _samples(X), _labels(y)
    if y.shape != X.shape[:1]:
        raise ValueError("y must have one label per row of X")
    labels = np.unique(y)
    means = np.stack([X[y == k].mean(axis=0) for k in labels])
    if means.shape[0] == means.shape[1]:
        means = means.T
    away = X - means[np.searchsorted(labels, y)]
    return away.T @ away / len(X)
