"""Long lists of integers, equal to each other, for a test that compares two answers of one submission.

score: 2
tally: failed
"""

LONG = [0] * 15_000


def tally(x):
    return [LONG] * 3 if len(x) > 1 else [LONG]


def scale(x, factor):
    return x * factor
