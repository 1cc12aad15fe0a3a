"""An array without elements and with an axis of 2**40.

score: 2
tally: failed
"""

import numpy as np


def tally(x):
    return np.empty((0, 1 << 40))


def scale(x, factor):
    return x * factor
