"""Writes at the beginning of each tensor how much the decay changes there; a cumulative sum gives it for all numbers.

tier: all tensors at once
advice: Your function holds more than its result
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    dtype = np.result_type(w.dtype, 1.0)
    jumps = np.zeros(len(w))
    starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)[:-1]])
    jumps[starts] = np.diff(lam.astype(np.float64), prepend=0.0)
    kept = 1 - lr * np.cumsum(jumps)
    result = np.empty((3, len(w)), dtype)
    g = g.astype(dtype)
    result[1] = beta1 * m + (1 - beta1) * g
    result[2] = beta2 * v + (1 - beta2) * g * g
    mean = result[1] / (1 - beta1 ** (t + 1))
    root = np.sqrt(result[2] / (1 - beta2 ** (t + 1)))
    result[0] = kept * w - lr * mean / (root + eps)
    return result
