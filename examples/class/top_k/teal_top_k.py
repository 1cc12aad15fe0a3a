"""Exercise 13: a partition instead of a sort."""

import numpy as np


def top_k(x, k):
    n, columns = x.shape
    if k < 1 or k > columns:
        raise ValueError(f"k = {k} does not fit {columns} columns")
    k = int(k)
    out = np.empty((n, k), x.dtype)
    for i in range(n):
        out[i] = np.partition(x[i], columns - k)[columns - k :]
    return np.flip(np.sort(out, axis=1), axis=1).copy()
