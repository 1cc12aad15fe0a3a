"""An exception with a text of 16 MB.

score: 2
tally: error
"""


def tally(x):
    raise ValueError("x" * 16_000_000)


def scale(x, factor):
    return x * factor
