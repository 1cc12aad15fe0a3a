"""256 comparisons of the whole array: each reads all of it, and makes an array of truth values.

earns: 0 points
"""

import numpy as np


def histogram(x):
    if x.size == 0 or x.min() < 0 or x.max() > 255:
        raise ValueError("x must have entries from 0 to 255")
    return np.array([np.sum(x == value) / x.size for value in range(256)])
