"""Asks np.unique, which sorts, for the values that occur and their counts, and writes the shares at these values.

tier: none
advice: A byte is an index as it is
"""

import numpy as np


def histogram(x):
    if x.size == 0:
        raise ValueError("x is empty")
    values, counts = np.unique(x, return_counts=True)
    if values[0] < 0 or values[-1] > 255:
        raise ValueError("x has entries that are no byte")
    h = np.zeros(256)
    h[values.astype(int)] = counts / x.size
    return h
