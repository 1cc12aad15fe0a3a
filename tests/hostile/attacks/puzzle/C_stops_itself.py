"""Stops itself, which the first process of a namespace ignores, and can be continued by nobody.

score: 4
score@2: 2
tally@2: timeout
"""

import os
import signal


def tally(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
