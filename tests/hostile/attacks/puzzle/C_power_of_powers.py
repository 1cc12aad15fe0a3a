"""A power of an integer that would take hours, in one operation.

score: 2
tally: timeout
"""


def tally(x):
    return 7 ** (10**8)


def scale(x, factor):
    return x * factor
