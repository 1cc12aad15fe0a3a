"""Sorted numbers: each value begins where the one before ends."""

import numpy as np


def histogram(x):
    ordered = np.sort(x, axis=None)
    if not ordered.size or ordered[0] < 0 or ordered[-1] > 255:
        raise ValueError(x.shape)
    ends = np.searchsorted(ordered.astype(int), np.arange(256), side="right")
    return np.diff(ends, prepend=0) / ordered.size
