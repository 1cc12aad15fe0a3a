"""Blocks of a hundred rows of X, with all their differences by broadcasting.

tier: none
advice: Hold only as many as fit the cache | Your function keeps more than its result
"""

import numpy as np

BLOCK = 100


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X must be (n, d) and Y must be (m, d)")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    X, Y = np.asarray(X, dtype), np.asarray(Y, dtype)
    blocks = []
    for start in range(0, X.shape[0], BLOCK):
        diff = X[start : start + BLOCK, None, :] - Y[None, :, :]
        blocks.append(np.sum(diff**2, axis=-1))
    return np.concatenate(blocks)
