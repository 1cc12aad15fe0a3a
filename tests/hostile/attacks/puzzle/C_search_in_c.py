"""Searches an endless iterator in C.

score: 2
tally: timeout
"""

import itertools


def tally(x):
    return -1 in itertools.count()


def scale(x, factor):
    return x * factor
