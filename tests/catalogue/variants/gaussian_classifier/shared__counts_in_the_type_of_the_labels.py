"""The sizes of the classes are kept in the type of the labels: a uint8 ends at 255.

From the audit.
Caught by: hidden/test_shared.py::test_more_samples_than_the_type_of_the_labels_counts
"""

import numpy as np


def shared_covariance(X, y):
    given, X, y = np.asarray(y), _samples(X), _labels(y)
    if y.shape != X.shape[:1]:
        raise ValueError("y must have one label per row of X")
    counts = np.zeros(int(y.max()) + 1, dtype=given.dtype)
    np.add.at(counts, y, 1)
    total = np.zeros((X.shape[1],) * 2, dtype=X.dtype)
    for k in np.unique(y):
        _, Sigma = fit_gaussian(X[y == k])
        total += float(counts[k]) / len(X) * Sigma
    return total
