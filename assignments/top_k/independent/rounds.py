"""k rounds: the largest entry that has not been taken yet is taken."""

import numpy as np


def top_k(x, k):
    if len(x.shape) != 2 or not (0 < k <= x.shape[1]):
        raise ValueError("k does not fit")
    rows = np.arange(x.shape[0])
    free = np.ones(x.shape, dtype=bool)
    result = np.zeros((x.shape[0], k), dtype=x.dtype)
    for j in range(k):
        best = np.full(x.shape[0], -1)
        for i in rows:
            columns = np.flatnonzero(free[i])
            best[i] = columns[np.argmax(x[i, columns])]
        result[:, j] = x[rows, best]
        free[rows, best] = False
    return result
