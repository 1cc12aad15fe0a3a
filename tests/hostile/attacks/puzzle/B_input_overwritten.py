"""Gives the right answer, but works on its argument itself; only one test looks at that.

score: 2.666667
tally: failed, passed
"""


def tally(x):
    x *= x
    return x.sum(axis=1)


def scale(x, factor):
    return x * factor
