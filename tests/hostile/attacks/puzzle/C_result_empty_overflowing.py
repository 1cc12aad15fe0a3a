"""An array without elements whose other axes multiply to more than 64 bits.

score: 2
tally: error
"""

import numpy as np


def tally(x):
    result = np.empty((0, 1))
    return np.lib.stride_tricks.as_strided(result, (0, 1 << 40, 1 << 40), (0, 0, 0))


def scale(x, factor):
    return x * factor
