"""An integer of a million digits.

score: 2
tally: error
"""


def tally(x):
    return 1 << 3_000_000


def scale(x, factor):
    return x * factor
