"""You added the mixed term, which is the squared length of x + y. Look at its sign when (x - y)(x - y) is
multiplied out.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    centre = Y.mean(axis=0)
    A, B = X - centre, Y - centre
    return (A**2).sum(axis=1)[:, np.newaxis] + (B**2).sum(axis=1) + 2 * (A @ B.T)
