"""Bounds of all rows at once from maxima of strided views, one comparison of the whole matrix, one sort of the rest.

tier: one comparison per entry
advice: none
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2:
        raise ValueError("x must be two-dimensional")
    n, V = x.shape
    if not 0 < k <= V:
        raise ValueError("k must be positive and at most V")
    groups = min(8 * int(k), V)
    length = V // groups
    row_step, column_step = x.strides
    lines = np.lib.stride_tricks.as_strided(
        x, (n, length, groups), (row_step, groups * column_step, column_step), writeable=False
    )
    maxima = lines.max(axis=1)
    bounds = np.partition(maxima, groups - k, axis=1)[:, groups - k]
    rows, columns = np.nonzero(x >= bounds[:, None])
    values = x[rows, columns]
    order = np.lexsort((values, rows))
    ends = np.cumsum(np.bincount(rows, minlength=n))
    return values[order[ends[:, None] - 1 - np.arange(k)]]
