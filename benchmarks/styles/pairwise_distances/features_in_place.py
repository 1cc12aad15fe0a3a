"""Feature by feature: one table of differences, made once, is filled, squared in place and added to the result.

tier: in the cache
advice: Each difference is still written and read again | which of its terms is one matrix product?
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y need two axes and equally many columns")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    xt = np.ascontiguousarray(X.T, dtype)
    yt = np.ascontiguousarray(Y.T, dtype)
    D = np.zeros((X.shape[0], Y.shape[0]), dtype)
    table = np.empty_like(D)
    for k in range(xt.shape[0]):
        np.subtract(xt[k, :, None], yt[k], out=table)
        np.multiply(table, table, out=table)
        np.add(D, table, out=D)
    return D
