"""Compiles an expression of a hundred thousand signs in front of a number.

score: 2
tally: memory, error
"""


def tally(x):
    return eval("-" * 100_000 + "1")


def scale(x, factor):
    return x * factor
