"""Is right in its first call only, and keeps count in a global.

score: 0
tally: failed
scale: failed
"""

CALLS = []


def tally(x):
    CALLS.append(x)
    return (x * x).sum(axis=1) * (len(CALLS) == 1)


def scale(x, factor):
    CALLS.append(x)
    return x * factor * (len(CALLS) == 1)
