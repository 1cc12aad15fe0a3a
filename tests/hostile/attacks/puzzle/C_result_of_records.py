"""An array of a structured dtype.

score: 2
tally: error
"""

import numpy as np


def tally(x):
    return np.zeros(len(x), dtype=[("a", float), ("b", "V8")])


def scale(x, factor):
    return x * factor
