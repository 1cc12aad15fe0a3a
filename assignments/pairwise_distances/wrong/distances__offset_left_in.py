"""You multiplied the square out with the points where they are, so far from the origin two large numbers
cancel. Distances do not change when all points move; look at where the origin could be.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    X, Y = X + 0.0, Y + 0.0
    D = X @ (-2 * Y).T
    D += (X * X).sum(axis=1)[:, np.newaxis]
    D += (Y * Y).sum(axis=1)
    return np.maximum(D, 0)
