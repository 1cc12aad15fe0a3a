"""Stops in the debugger.

score: 2
tally: error
"""


def tally(x):
    breakpoint()


def scale(x, factor):
    return x * factor
