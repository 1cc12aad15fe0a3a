"""Says of its arguments after the call what it likes, so that the names of those that changed hold bits.

score: 2
tally: failed
"""

import sys


def tally(x):
    frame = sys._getframe(1)
    frame.f_locals["args"][0] = x + 1
    x[0, 0] = 7.0
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
