"""An array of 16 axes, the most that cross.

score: 2
tally: failed
"""

import numpy as np


def tally(x):
    return np.zeros((1,) * 15 + (len(x),))


def scale(x, factor):
    return x * factor
