"""The right values in an array whose elements all overlap, backwards and unaligned.

score: 4
"""

import numpy as np


def tally(x):
    right = (x * x).sum(axis=1)
    raw = np.zeros(len(right) * 9 + 1, dtype=np.uint8)
    view = np.ndarray(right.shape, float, raw, 1, (9,))
    view[...] = right[::-1]
    return view[::-1]


def scale(x, factor):
    return x * factor
