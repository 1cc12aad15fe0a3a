"""Begins each chunk with 0. Where factors are small this is hard to see at the end of a chunk.

verdict: failed
"""

import numpy as np
from exercise import good

CHUNK = 256


def linear_recurrence(a, x):
    T, D = x.shape
    whole = T - T % CHUNK
    wide = [v[:whole].reshape(-1, CHUNK, D).swapaxes(0, 1).reshape(CHUNK, -1) for v in (a, x)]
    h = np.empty(x.shape, np.result_type(a.dtype, x.dtype, 1.0))
    if whole:
        h[:whole] = good(*wide).reshape(CHUNK, -1, D).swapaxes(0, 1).reshape(whole, D)
    if whole < T:
        h[whole:] = good(a[whole:], x[whole:])
    return h
