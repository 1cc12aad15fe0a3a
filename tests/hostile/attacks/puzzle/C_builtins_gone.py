"""Takes away the built-in functions that the worker itself needs.

score: 2
tally: crashed
"""

import builtins


def tally(x):
    right = (x * x).sum(axis=1)
    builtins.isinstance = builtins.type = builtins.len = None
    return right


def scale(x, factor):
    return x * factor
