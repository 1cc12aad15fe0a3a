"""An array of 17 axes.

score: 2
tally: error
"""

import numpy as np


def tally(x):
    return np.zeros((1,) * 17)


def scale(x, factor):
    return x * factor
