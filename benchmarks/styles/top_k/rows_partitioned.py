"""A loop over the rows: each is partitioned alone, and its end is sorted and reversed into the result.

tier: partition
advice: A partition copies each row and moves its entries about | Find a number that k entries certainly reach
"""

import numpy as np


def top_k(x, k):
    if x.ndim != 2 or not 1 <= k <= x.shape[1]:
        raise ValueError("bad arguments")
    n, V = x.shape
    cut = V - int(k)
    out = np.empty((n, V - cut), dtype=x.dtype)
    for i in range(n):
        upper = np.partition(x[i], cut)[cut:]
        upper.sort()
        out[i, :] = upper[::-1]
    return out
