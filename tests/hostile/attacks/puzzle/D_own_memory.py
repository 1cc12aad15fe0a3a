"""Overwrites the interpreter's own memory.

score: 2
tally: crashed
"""

import ctypes


def tally(x):
    ctypes.memset(id(None), 0, 64)
    ctypes.memset(id(tally), 255, 64)
    tally()


def scale(x, factor):
    return x * factor
