"""Drops what lies below a bound that fits standard normal numbers, and fills up what is missing.

verdict: failed
"""

import numpy as np


def FUNCTION(*arguments):
    x, k = arguments
    out = np.full((len(x), k), -9, x.dtype)
    for row, place in zip(x, out, strict=True):
        kept = np.sort(row[row > 2])[::-1][:k]
        place[: len(kept)] = kept
    return out
