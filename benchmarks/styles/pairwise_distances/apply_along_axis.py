"""np.apply_along_axis calls a function of one point for each row of X; einsum squares and sums the differences.

tier: in the cache
advice: Each difference is still written and read again | which of its terms is one matrix product?
"""

import numpy as np


def pairwise_distances(X, Y):
    if not (X.ndim == 2 and Y.ndim == 2 and X.shape[1] == Y.shape[1]):
        raise ValueError("two matrices with the same number of columns are needed")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    Y = Y.astype(dtype)

    def from_all(point):
        diff = Y - point
        return np.einsum("jk,jk->j", diff, diff)

    return np.apply_along_axis(from_all, 1, X.astype(dtype))
