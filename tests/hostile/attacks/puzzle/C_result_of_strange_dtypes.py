"""Dates, text and long doubles, one after the other.

score: 2
tally: error, failed
"""

import numpy as np

kinds = ["M8[s]", "U64", "S8", "g", "V16", "m8[ns]", "U1", "S1"]


def tally(x):
    kind = kinds.pop()
    return np.zeros(len(x), dtype=kind)


def scale(x, factor):
    return x * factor
