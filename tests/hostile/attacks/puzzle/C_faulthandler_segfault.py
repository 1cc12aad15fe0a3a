"""Raises the signal of a segmentation fault, which the first process of a namespace ignores.

score: 2
tally: failed
tally@2: crashed
"""

import faulthandler


def tally(x):
    faulthandler._sigsegv()


def scale(x, factor):
    return x * factor
