"""Goes through the columns in blocks of 2048 and keeps the best k so far: each block is partitioned together with them.

tier: partition
advice: Find a number that k entries certainly reach, and drop at once what is smaller
"""

import numpy as np

WIDTH = 2048


def top_k(x, k):
    if x.ndim != 2 or k not in range(1, x.shape[1] + 1):
        raise ValueError("top_k needs a matrix and k from 1 to V")
    k = int(k)
    best = x[:, :0]
    for start in range(0, x.shape[1], WIDTH):
        pool = np.concatenate([best, x[:, start : start + WIDTH]], axis=1)
        if pool.shape[1] > k:
            pool.partition(pool.shape[1] - k, axis=1)
        best = pool[:, max(pool.shape[1] - k, 0) :]
    return np.sort(best, axis=1)[:, ::-1].copy()
