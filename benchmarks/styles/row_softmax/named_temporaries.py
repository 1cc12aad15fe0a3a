"""Whole matrices, one named array for each step, all of them kept until the end.

tier: whole passes
advice: Your function holds more than its result
"""

import numpy as np


def row_softmax(x):
    dtype = np.result_type(x.dtype, 1.0)
    x = x.astype(dtype)
    row_max = np.max(x, axis=1)
    empty = np.isinf(row_max)
    row_max[empty] = 0
    shifted = x - row_max[:, None]
    exponentials = np.exp(shifted)
    row_sum = np.sum(exponentials, axis=1)
    row_sum[empty] = 1
    return exponentials / row_sum[:, None]
