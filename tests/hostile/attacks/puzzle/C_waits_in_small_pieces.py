"""Waits just below every limit, in each call: what it waits in all has a limit of its own.

score: 0
tally: failed, not_run
scale: failed, not_run, timeout
"""

import time


def tally(x):
    time.sleep(0.8)
    return x[:, 0]


def scale(x, factor):
    time.sleep(0.8)
    return x
