"""Blocks of 40 rows, so that a block goes through all steps while it is in the cache.

tier: whole passes
advice: none
"""

import numpy as np

ROWS = 40


def row_softmax(x):
    n = x.shape[0]
    result = np.empty(x.shape, dtype=np.result_type(x.dtype, 1.0))
    for first in range(0, n, ROWS):
        block = x[first : first + ROWS]
        out = result[first : first + ROWS]
        largest = block.max(axis=1, keepdims=True)
        largest = np.where(largest == -np.inf, 0, largest).astype(result.dtype)
        np.exp(np.subtract(block, largest), out=out)
        totals = out.sum(axis=1, keepdims=True)
        totals[totals == 0] = 1
        out /= totals
    return result
