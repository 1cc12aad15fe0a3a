"""Keeps its intermediate result in a file of the current folder; below level 3 nothing can be written.

score: 4
score@2: 2
tally@2: error
"""

import numpy as np


def tally(x):
    np.save("squares.npy", x * x)
    return np.load("squares.npy").sum(axis=1)


def scale(x, factor):
    return x * factor
