"""Returns a generator, which nobody could read to its end.

score: 2
tally: failed
"""


def tally(x):
    return iter(lambda: x, None)


def scale(x, factor):
    return x * factor
