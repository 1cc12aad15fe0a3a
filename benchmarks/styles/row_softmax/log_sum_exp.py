"""The logarithm of the softmax first, by log-sum-exp, and then its exponential: two exponentials of each entry.

tier: whole passes
advice: Your function holds more than its result
"""

import numpy as np


def row_softmax(x):
    return np.exp(log_softmax(x.astype(np.result_type(x.dtype, 1.0), copy=False)))


def log_softmax(x):
    top = x.max(axis=1, keepdims=True)
    shifted = x - np.maximum(top, np.finfo(x.dtype).min)
    sums = np.exp(shifted).sum(axis=1, keepdims=True)
    return shifted - np.log(sums, out=np.zeros_like(sums), where=sums > 0)
