"""Sorts the bytes with kind="stable", a radix sort, and takes the lengths of the runs of equal numbers.

tier: one pass
advice: A byte is an index as it is
"""

import numpy as np


def histogram(x):
    if x.size == 0:
        raise ValueError("an empty array has no histogram")
    if x.dtype != np.uint8 and (x.min() < 0 or x.max() > 255):
        raise ValueError("entries must be from 0 to 255")
    ordered = np.sort(x.astype(np.uint8), axis=None, kind="stable")
    starts = np.concatenate([[0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1])
    lengths = np.diff(starts, append=ordered.size)
    shares = np.zeros(256)
    shares[ordered[starts]] = lengths / ordered.size
    return shares
