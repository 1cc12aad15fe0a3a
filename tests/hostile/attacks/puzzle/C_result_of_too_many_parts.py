"""A result of more small parts than one reply may hold.

score: 2
tally: error
"""


def tally(x):
    return ["x" * 60] * 20_000


def scale(x, factor):
    return x * factor
