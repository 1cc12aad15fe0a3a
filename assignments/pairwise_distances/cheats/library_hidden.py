"""Calls the same library under a name put together at run time, inside the function.

verdict: forbidden
"""

import importlib

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    library = importlib.import_module("sci" + "py.spatial.distance")
    return library.cdist(X, Y, "sqeuclidean").astype(np.result_type(X.dtype, Y.dtype, 1.0))
