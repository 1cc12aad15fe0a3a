"""Recursive halving of the longer side of the result, down to 32 by 32 pairs, whose differences stay in the cache.

tier: in the cache
advice: Each difference is still written and read again | which of its terms is one matrix product?
"""

import numpy as np

SMALL = 32


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y do not have the same features")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    D = np.empty((X.shape[0], Y.shape[0]), dtype)
    fill(D, X.astype(dtype), Y.astype(dtype))
    return D


def fill(D, X, Y):
    n, m = D.shape
    if n <= SMALL and m <= SMALL:
        gap = X[:, None] - Y
        np.square(gap, out=gap)
        gap.sum(axis=2, out=D)
    elif n >= m:
        fill(D[: n // 2], X[: n // 2], Y)
        fill(D[n // 2 :], X[n // 2 :], Y)
    else:
        fill(D[:, : m // 2], X, Y[: m // 2])
        fill(D[:, m // 2 :], X, Y[m // 2 :])
