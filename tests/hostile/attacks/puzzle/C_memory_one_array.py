"""One array of 8 GiB.

score: 2
tally: memory
"""

import numpy as np


def tally(x):
    return np.ones((1 << 30,)) * x.sum()


def scale(x, factor):
    return x * factor
