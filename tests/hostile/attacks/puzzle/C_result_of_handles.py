"""Thousands of objects that stay behind.

score: 2
tally: failed
"""


class Thing:
    pass


def tally(x):
    return [Thing() for _ in range(20_000)]


def scale(x, factor):
    return x * factor
