"""Calls sys.exit(0) in one function and raises KeyboardInterrupt, which ends a whole session, in the other.

score: 0
tally: error
scale: error
"""

import sys


def tally(x):
    sys.exit(0)


def scale(x, factor):
    raise KeyboardInterrupt
