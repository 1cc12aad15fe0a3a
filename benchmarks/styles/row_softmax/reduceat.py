"""The matrix as one long vector: reduceat for maximum and sum of each segment, repeat to spread them again.

tier: whole passes
advice: Your function holds more than its result
"""

import numpy as np


def row_softmax(x):
    n, k = x.shape
    flat = x.astype(np.result_type(x.dtype, 1.0)).ravel()
    starts = np.arange(0, n * k, k)
    top = np.maximum.reduceat(flat, starts)
    top[np.isneginf(top)] = 0
    flat -= np.repeat(top, k)
    np.exp(flat, out=flat)
    total = np.add.reduceat(flat, starts)
    total[total == 0] = 1
    flat *= np.repeat(1 / total, k)
    return flat.reshape(n, k)
