"""You worked in blocks of 4 rows and left out those that fill no whole block, so the last rows are 0. Look at
how many blocks the loop makes.
"""

import numpy as np


def row_softmax(x):
    out = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for i in range(len(x) // 4):
        part = x[4 * i : 4 * (i + 1)]
        top = part.max(axis=1, keepdims=True) * 1.0
        top[top == -np.inf] = 0
        weights = np.exp(part - top)
        out[4 * i : 4 * (i + 1)] = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1)
    return out
