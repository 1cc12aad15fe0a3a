"""An array of one byte more than may cross.

score: 2
tally: error
"""

import numpy as np


def tally(x):
    return np.zeros((1 << 20) + 1, dtype=np.uint8)


def scale(x, factor):
    return x * factor
