"""You return squares below 0: the square multiplied out cancels, and rounding leaves either sign. A root
taken of it would be NaN; look at how far the points lie from the origin, and at the smallest value you
return.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    X, Y = X + 0.0, Y + 0.0
    D = X @ (-2 * Y).T
    D += (X * X).sum(axis=1)[:, np.newaxis]
    D += (Y * Y).sum(axis=1)
    return D
