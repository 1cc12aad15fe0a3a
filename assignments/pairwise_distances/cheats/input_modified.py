"""Moves the points in the caller's own arrays, to save two copies.

verdict: failed
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    centre = Y.mean(axis=0)
    X -= centre
    Y -= centre
    D = -2 * X @ Y.T + (X * X).sum(axis=1)[:, np.newaxis] + (Y * Y).sum(axis=1)
    return np.maximum(D, 0, out=D)
