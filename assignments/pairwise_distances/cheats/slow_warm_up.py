"""Tunes itself for minutes while it is imported, where no clock seems to run.

verdict: timeout
"""

import numpy as np

best = 0
while best < 10**10:
    best += 1


def honest(X, Y):
    kind = np.result_type(X.dtype, Y.dtype, 1.0)
    X, Y = X.astype(kind, copy=False), Y.astype(kind, copy=False)
    return ((X[:, np.newaxis] - Y) ** 2).sum(axis=2)


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    return honest(X, Y)
