"""Computes with numbers of 16 bits, which are half as many bytes to move.

verdict: failed
"""

import numpy as np


def row_softmax(x):
    top = x.max(axis=1, keepdims=True)
    top[top == -np.inf] = 0
    p = np.exp((x - top).astype(np.float16))
    p /= np.maximum(p.sum(axis=1, keepdims=True), 1)
    return p.astype(np.result_type(x.dtype, 1.0))
