"""One product of widened matrices: (-2 x, |x|², 1) · (y, 1, |y|²), around the mean of X."""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be (n, d) and (m, d)")
    middle = X.mean(axis=0)
    X, Y = X - middle, Y - middle
    left = np.column_stack([-2 * X, np.square(X).sum(axis=1), np.ones(len(X), X.dtype)])
    right = np.column_stack([Y, np.ones(len(Y), Y.dtype), np.square(Y).sum(axis=1)])
    return np.clip(left @ right.T, 0, None)
