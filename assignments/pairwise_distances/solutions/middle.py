"""Row by row: m · d differences at a time. Little memory, but each is still written, squared and read again.

earns: 4 points
"""

import numpy as np


def pairwise_distances(X, Y):
    if X.ndim != 2 or Y.ndim != 2 or X.shape[1] != Y.shape[1]:
        raise ValueError("X and Y must be matrices with equally many columns")
    kind = np.result_type(X.dtype, Y.dtype, 1.0)
    X, Y = X.astype(kind, copy=False), Y.astype(kind, copy=False)
    D = np.empty((len(X), len(Y)), kind)
    gap = np.empty_like(Y)
    for x, row in zip(X, D, strict=True):
        np.subtract(Y, x, out=gap)
        np.einsum("jk,jk->j", gap, gap, out=row)
    return D
