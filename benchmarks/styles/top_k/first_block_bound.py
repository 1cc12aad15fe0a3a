"""The k-th largest of the first numbers of a row is a bound; only what reaches it is partitioned and sorted.

tier: one comparison per entry
advice: none
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2 or k < 1 or k > x.shape[1]:
        raise ValueError("x must have two axes, and k must be from 1 to its second length")
    n, V = x.shape
    k = int(k)
    first = min(V, max(32 * k, 256))
    result = np.empty((n, k), x.dtype)
    for i in range(n):
        row = x[i]
        bound = np.partition(row[:first], first - k)[first - k]
        reached = row[row >= bound]
        result[i] = np.partition(reached, len(reached) - k)[len(reached) - k :]
    return np.sort(result, axis=1)[:, ::-1].copy()
