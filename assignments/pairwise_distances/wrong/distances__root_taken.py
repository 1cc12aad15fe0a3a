"""You returned the distances themselves; the squares are asked for. Look at the formula: there is no root."""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    Y = Y + 0.0
    return np.sqrt(((X[:, np.newaxis] - Y) ** 2).sum(axis=2))
