"""The square multiplied out, one point of X at a time: a product of the matrix Y and a vector in each round.

tier: in the cache
advice: which of its terms is one matrix product?
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("expected (n, d) and (m, d)")
    dtype = np.result_type(X.dtype, Y.dtype, 1.0)
    origin = Y[:1].astype(dtype)
    X = X.astype(dtype) - origin
    Y = Y.astype(dtype) - origin
    y_norms = (Y * Y).sum(axis=1)
    D = np.zeros((len(X), len(Y)), dtype)
    for i, x in enumerate(X):
        D[i] = x @ x - 2 * (Y @ x) + y_norms
        D[i].clip(0, None, out=D[i])
    return D
