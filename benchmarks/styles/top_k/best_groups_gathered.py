"""The k largest entries lie in the k groups with the largest maxima: gathers these groups and partitions only them.

tier: one comparison per entry
advice: none
"""

import numpy as np

SIZE = 64


def top_k(x, k):
    if x.ndim != 2 or k < 1 or k > x.shape[1]:
        raise ValueError("k must be from 1 to V, and x a matrix")
    n, V = x.shape
    groups, k = V // SIZE, int(k)
    pool = x
    if groups > k:
        cut = groups * SIZE
        grouped = x[:, :cut].reshape(n, groups, SIZE)
        maxima = grouped.max(axis=2)
        chosen = np.argpartition(maxima, groups - k, axis=1)[:, groups - k :]
        pool = np.take_along_axis(grouped, chosen[:, :, None], axis=1).reshape(n, -1)
        pool = np.concatenate([pool, x[:, cut:]], axis=1)
    largest = np.partition(pool, pool.shape[1] - k, axis=1)[:, pool.shape[1] - k :]
    largest.sort(axis=1)
    return largest[:, ::-1].copy()
