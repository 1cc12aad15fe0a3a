"""Computes in half and single precision and converts back, so that the values are near and not near enough.

score: 0
tally: failed
scale: failed
"""

import numpy as np


def tally(x):
    return (x.astype(np.float16) ** 2).sum(axis=1).astype(np.float64)


def scale(x, factor):
    return (x.astype(np.float16) * np.float16(factor)).astype(np.float64)
