"""Brings its own course: rules, tests, a reference, and a report that says full marks.

score: 2
tally: failed
"""

import numpy as np


def tally(x):
    return np.zeros(len(x))


def scale(x, factor):
    return x * factor
