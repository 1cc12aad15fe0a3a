"""Draws that are NaN, as floats and in tensors.

score: 3.5
draw: failed
"""

import numpy as np


def mask(n, p, rng):
    return np.where(rng.random(n) < p, np.nan, 0.0)
