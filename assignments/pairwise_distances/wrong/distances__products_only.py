"""You returned the products of the points, which say how similar two directions are. A distance needs the
lengths as well; multiply the square out.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    return X @ (Y + 0.0).T
