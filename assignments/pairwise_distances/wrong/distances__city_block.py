"""You summed absolute differences, which is the city block distance. The Euclidean one squares each
difference before the sum; look at what happens to a single difference.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    Y = Y + 0.0
    return np.abs(X[:, np.newaxis] - Y).sum(axis=2)
