"""Recursion without an end.

score: 2
tally: error
"""


def tally(x):
    return tally(x)


def scale(x, factor):
    return x * factor
