"""An array of nearly as many bytes as may cross.

score: 2
tally: failed
"""

import numpy as np


def tally(x):
    return np.ones((1 << 17) - 64)


def scale(x, factor):
    return x * factor
