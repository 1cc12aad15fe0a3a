"""You averaged the squared differences over the features. A distance is their sum; look at what reduces the
last axis.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    Y = Y + 0.0
    return ((X[:, np.newaxis] - Y) ** 2).mean(axis=2)
