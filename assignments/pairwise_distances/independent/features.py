"""Feature by feature: a table of differences for each, squared and added up."""

import numpy as np


def pairwise_distances(X, Y):
    if not (X.ndim == Y.ndim == 2):
        raise ValueError("X and Y must have two axes")
    if X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must have as many columns")
    total = np.zeros((X.shape[0], Y.shape[0]), dtype=np.result_type(X.dtype, Y.dtype, 1.0))
    for x, y in zip(X.T.astype(total.dtype), Y.T.astype(total.dtype), strict=True):
        gap = np.subtract.outer(x, y)
        gap *= gap
        total += gap
    return total
