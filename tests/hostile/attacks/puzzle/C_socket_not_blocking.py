"""Makes its own socket non-blocking, so that the worker falls over the next request: now, or when it reads that.

score: 2, 1.333333, 0.666667
tally: error, crashed
scale: passed, crashed
"""

import os


def tally(x):
    os.set_blocking(3, False)
    return os.read(3, 1)


def scale(x, factor):
    return x * factor
