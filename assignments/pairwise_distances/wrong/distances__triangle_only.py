"""You computed the entries right of the diagonal and left the others at 0. The matrix is no mirror image of
itself when X and Y differ; look at where the inner loop starts.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    Y = Y + 0.0
    D = np.zeros((len(X), len(Y)), np.result_type(X, Y))
    for i, x in enumerate(X):
        D[i, i:] = ((Y[i:] - x) ** 2).sum(axis=1)
    return D
