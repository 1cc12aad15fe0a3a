"""One call of np.bincount on all numbers, with a weight of 1 for each.

tier: a counter for each value
advice: Your function copies the whole array in 8 bytes for each number
"""

import numpy as np


def histogram(x):
    values = x.flatten()
    if values.size == 0:
        raise ValueError("the array must not be empty")
    if values.min() < 0 or values.max() > 255:
        raise ValueError("the values must be bytes")
    weights = np.ones(values.size)
    return np.bincount(values.astype(np.int64), weights=weights, minlength=256) / weights.sum()
