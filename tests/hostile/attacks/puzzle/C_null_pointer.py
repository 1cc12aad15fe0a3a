"""Reads from address zero.

score: 2
tally: crashed
"""

import ctypes


def tally(x):
    return ctypes.string_at(0)


def scale(x, factor):
    return x * factor
