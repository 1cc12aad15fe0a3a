"""Draws from a generator of its own, the same numbers in every call.

score: 3.5
draw: failed
"""

import numpy as np


def mask(n, p, rng):
    return np.random.default_rng(5).random(n) < p
