"""Counts pairs of bytes, but only by one of the two, and doubles the count.

verdict: failed
"""

import numpy as np


def FUNCTION(*arguments):
    (x,) = arguments
    flat = np.ascontiguousarray(x, dtype=np.uint8).reshape(-1)
    return np.bincount(flat[::2], minlength=256) / len(flat[::2])
