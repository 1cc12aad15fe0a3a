"""Counts each row with np.bincount by np.apply_along_axis, and sums the counts of the rows.

tier: a counter for each value
advice: none
"""

import numpy as np


def histogram(x):
    if x.size == 0:
        raise ValueError("x must not be empty")
    if x.min() < 0 or x.max() > 255:
        raise ValueError("x must be in the range of a byte")
    rows = np.atleast_1d(x.astype(np.uint8, copy=False))
    counts = np.apply_along_axis(np.bincount, -1, rows, minlength=256)
    return counts.reshape(-1, 256).sum(axis=0) / x.size
