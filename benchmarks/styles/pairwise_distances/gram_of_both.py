"""The matrix of all scalar products of X and Y below each other; one of its corners holds those that are needed.

tier: in the cache
advice: Your function keeps more than its result
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y cannot be stacked")
    n = len(X)
    Z = np.vstack([X, Y]).astype(np.result_type(X.dtype, Y.dtype, 1.0))
    Z -= Z.mean(axis=0)
    G = Z @ Z.T
    squares = np.diag(G)
    D = squares[:n, None] + squares[n:] - 2 * G[:n, n:]
    D[D < 0] = 0
    return D
