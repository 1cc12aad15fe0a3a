"""You added the lengths of the points where their squares belong. Look at what np.linalg.norm returns, and at
what x times x is.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    centre = Y.mean(axis=0)
    A, B = X - centre, Y - centre
    lengths = np.linalg.norm(A, axis=1)[:, np.newaxis] + np.linalg.norm(B, axis=1)
    return np.maximum(lengths - 2 * (A @ B.T), 0)
