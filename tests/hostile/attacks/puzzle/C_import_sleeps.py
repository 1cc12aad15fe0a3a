"""Sleeps while it is imported, where an import may not be timed.

score: 0
tally: timeout
scale: timeout
"""

import time

time.sleep(3600)


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
