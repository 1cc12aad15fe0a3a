"""All differences at once: n · m · d numbers, written, read, squared, read again. Right, and bound by memory.

earns: 0 points
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    kind = np.result_type(X.dtype, Y.dtype, 1.0)
    X, Y = X.astype(kind, copy=False), Y.astype(kind, copy=False)
    return ((X[:, np.newaxis] - Y) ** 2).sum(axis=2)
