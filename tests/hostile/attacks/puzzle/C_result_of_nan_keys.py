"""A dict of 999 keys that are all NaN, and never equal to one another.

score: 2
tally: failed
"""


def tally(x):
    return {complex("nan"): 0.0 for _ in range(999)}


def scale(x, factor):
    return x * factor
