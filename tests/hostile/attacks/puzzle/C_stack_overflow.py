"""Recursion through C until the stack ends.

score: 2
tally: crashed
"""

import ctypes
import sys


def tally(x):
    sys.setrecursionlimit(10**9)
    callback = ctypes.CFUNCTYPE(None)(lambda: callback())
    callback()


def scale(x, factor):
    return x * factor
