"""Waits for shorter than a call may take, which costs no processor time.

score: 4
"""

import time


def tally(x):
    time.sleep(0.1)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
