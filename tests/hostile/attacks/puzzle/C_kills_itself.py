"""Ends itself by SIGKILL, which the first process of a namespace ignores.

score: 4
score@2: 2
tally@2: crashed
"""

import os
import signal


def tally(x):
    os.kill(os.getpid(), signal.SIGKILL)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
