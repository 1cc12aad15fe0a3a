"""Imports the reference under its own name in the course and calls it.

score: 2
tally: error
"""


def tally(x):
    import reference.puzzle

    return reference.puzzle.tally(x)


def scale(x, factor):
    return x * factor
