"""Stops in the debugger.

score: 2
tally: forbidden
"""


def tally(x):
    breakpoint()


def scale(x, factor):
    return x * factor
