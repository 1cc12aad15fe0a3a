"""The product in float64, to be on the safe side; only the result is turned back into float32.

tier: in the cache
advice: Your function keeps more than its result
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("the numbers of columns must be equal")
    result_type = np.result_type(X.dtype, Y.dtype, 1.0)
    A = X.astype(np.float64)
    B = Y.astype(np.float64)
    shift = A[0].copy()
    A -= shift
    B -= shift
    products = A @ B.T
    D = (A * A).sum(axis=1)[:, None] - 2 * products + (B * B).sum(axis=1)[None, :]
    D = np.where(D < 0, 0.0, D)
    return D.astype(result_type)
