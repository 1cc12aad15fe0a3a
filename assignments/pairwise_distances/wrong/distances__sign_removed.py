"""You took the absolute value of what cancellation made negative, and kept an error of the same size. Look at
why a distance comes out below 0, and at how far the points lie from the origin.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    X, Y = X + 0.0, Y + 0.0
    D = X @ (-2 * Y).T
    D += (X * X).sum(axis=1)[:, np.newaxis]
    D += (Y * Y).sum(axis=1)
    return np.abs(D)
