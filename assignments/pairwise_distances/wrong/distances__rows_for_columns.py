"""You returned the distances with one row for each point of Y. Rows belong to X; look at which set runs along
the first axis.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    Y = Y + 0.0
    return ((Y[:, np.newaxis] - X) ** 2).sum(axis=2)
