"""Counters in a loop over the values, and a division at the end."""

import numpy as np


def histogram(x):
    if x.size == 0:
        raise ValueError("there is nothing to count")
    if np.min(x) < 0 or np.max(x) > 255:
        raise ValueError("numbers must be from 0 to 255")
    N = x.size
    counts = np.zeros(256)
    for v in range(256):
        equal = x == v
        counts[v] = np.sum(equal)
    return counts / N
