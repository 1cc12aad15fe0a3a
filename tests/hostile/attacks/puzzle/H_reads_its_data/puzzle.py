"""Reads a table that it brought along; below level 3 a submission has no folder for it.

score: 4
score@2: 2
tally@2: error
"""

import numpy as np


def tally(x):
    return np.loadtxt("data/ones.csv", delimiter=",")[: x.shape[1]] @ (x * x).T


def scale(x, factor):
    return x * factor
