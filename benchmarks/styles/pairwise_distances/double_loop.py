"""Two loops: one difference and one scalar product for each pair of points.

tier: none
advice: calls for single points
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError(f"shapes {X.shape} and {Y.shape} do not match")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    X = X.astype(dtype)
    Y = Y.astype(dtype)
    D = np.zeros((X.shape[0], Y.shape[0]), dtype)
    for i in range(X.shape[0]):
        for j in range(Y.shape[0]):
            diff = X[i] - Y[j]
            D[i, j] = np.dot(diff, diff)
    return D
