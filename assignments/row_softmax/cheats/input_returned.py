"""Computes in the caller's own matrix and returns that, so that no memory is needed at all.

verdict: failed
"""

import numpy as np


def row_softmax(x):
    x -= np.maximum(x.max(axis=1, keepdims=True), np.finfo(x.dtype).min)
    np.exp(x, out=x)
    x /= np.maximum(x.sum(axis=1, keepdims=True), 1)
    return x
