"""Warns of divisions by zero, overflow and deprecated things, and is right all the same.

score: 4
"""

import warnings

import numpy as np

warnings.simplefilter("always")


def tally(x):
    warnings.warn("first of many", DeprecationWarning, stacklevel=1)
    print(np.log(x * 0), np.float64(1e308) * 10, np.sqrt(-np.abs(x)))
    return (x * x).sum(axis=1)


def scale(x, factor):
    return np.where(x / (x * 0) == 0, x, x * factor)
