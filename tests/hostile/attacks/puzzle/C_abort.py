"""Aborts, and would like to leave a core file.

score: 2
tally: crashed
"""

import os
import resource


def tally(x):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    except ValueError:
        os.abort()


def scale(x, factor):
    return x * factor
