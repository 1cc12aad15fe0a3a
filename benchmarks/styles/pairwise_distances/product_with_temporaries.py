"""The square multiplied out around the mean of all points, each term in an array of its own.

tier: one matrix product
advice: none
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must have shapes (n, d) and (m, d)")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    X = X.astype(dtype)
    Y = Y.astype(dtype)
    mean = np.concatenate([X, Y]).mean(axis=0)
    Xc = X - mean
    Yc = Y - mean
    x_squared = np.sum(Xc**2, axis=1, keepdims=True)
    y_squared = np.sum(Yc**2, axis=1)
    cross = Xc @ Yc.T
    D = x_squared - 2 * cross + y_squared
    return np.maximum(D, 0)
