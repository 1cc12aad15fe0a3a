"""All differences in one array of three axes, squared and summed by one einsum.

tier: none
advice: Hold only as many as fit the cache | Your function builds a 600×600×64 temporary
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with the same number of columns")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    diff = np.expand_dims(X.astype(dtype), 1) - np.expand_dims(Y.astype(dtype), 0)
    return np.einsum("ijk,ijk->ij", diff, diff)
