"""Aborts, with a limit for core files as high as it goes.

score: 2
tally: crashed
"""

import os
import resource


def tally(x):
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    os.abort()


def scale(x, factor):
    return x * factor
