"""An integer of nearly 4,000 digits, the longest that crosses.

score: 2
tally: failed
"""


def tally(x):
    return 10**3900 - 1


def scale(x, factor):
    return x * factor
