"""You subtracted the product of the points once. The mixed term of a squared difference comes twice; multiply
(x - y)(x - y) out.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    centre = Y.mean(axis=0)
    A, B = X - centre, Y - centre
    D = (A**2).sum(axis=1)[:, np.newaxis] + (B**2).sum(axis=1) - A @ B.T
    return np.maximum(D, 0)
