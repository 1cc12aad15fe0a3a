"""One row of X at a time: np.linalg.norm of its differences from all rows of Y, squared.

tier: none
advice: writing differences and reading them again | square and sum them in one go
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2:
        raise ValueError("X and Y must be matrices")
    if X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must have the same number of features")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    Xf, Yf = X.astype(dtype), Y.astype(dtype)
    D = np.empty((len(Xf), len(Yf)), dtype)
    for i, x in enumerate(Xf):
        D[i] = np.linalg.norm(Yf - x, axis=1) ** 2
    return D
