"""A reply of empty lists: three bytes each on the wire, a hundred in the reader.

score: 2
tally: failed
"""


def tally(x):
    return [[]] * 100_000


def scale(x, factor):
    return x * factor
