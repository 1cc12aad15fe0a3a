"""You worked in blocks of 16 rows and left out those that fill no whole block, so the last rows are 0. Look
at how many blocks the loop makes.
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    Y = Y + 0.0
    D = np.zeros((len(X), len(Y)), np.result_type(X, Y))
    for i in range(len(X) // 16):
        part = slice(16 * i, 16 * (i + 1))
        D[part] = ((X[part, np.newaxis] - Y) ** 2).sum(axis=2)
    return D
