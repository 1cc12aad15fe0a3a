"""Lists in lists in lists.

score: 2
tally: error
"""


def tally(x):
    result = x
    for _ in range(500):
        result = [result]
    return result


def scale(x, factor):
    return x * factor
