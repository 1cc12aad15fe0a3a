"""You computed in float32 and widened the result, so half of the digits are invented. Look at where a float64
input loses its type.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    A, B = X.astype(np.float32), Y.astype(np.float32)
    centre = B.mean(axis=0)
    D = (((A - centre)[:, np.newaxis] - (B - centre)) ** 2).sum(axis=2)
    return D.astype(np.result_type(X.dtype, Y.dtype, 1.0))
