"""The largest and smallest numbers there are, so that every difference overflows.

score: 2
tally: failed
"""

import numpy as np


def tally(x):
    result = np.full(len(x), np.finfo(float).max)
    result[::2] *= -1
    result[0] = 5e-324
    return result


def scale(x, factor):
    return x * factor
