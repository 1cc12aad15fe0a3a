"""Adds a little noise from an unseeded generator: wrong in every run, by another amount each time.

score: 2
tally: failed
"""

import numpy as np


def tally(x):
    return (x * x).sum(axis=1) + np.random.default_rng().normal(1e-3, 1e-4, size=len(x))


def scale(x, factor):
    return x * factor
