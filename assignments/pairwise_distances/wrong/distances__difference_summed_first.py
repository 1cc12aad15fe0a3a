"""You summed the differences over the features and squared the sum, so that they cancel each other. Each
feature is squared by itself; look at the order of sum and square.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    Y = Y + 0.0
    return (X[:, np.newaxis] - Y).sum(axis=2) ** 2
