"""Calls a library that has the whole exercise ready.

verdict: forbidden
"""

import numpy as np
from scipy.spatial.distance import cdist


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    return cdist(X, Y, "sqeuclidean").astype(np.result_type(X.dtype, Y.dtype, 1.0))
