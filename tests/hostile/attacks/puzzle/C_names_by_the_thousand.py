"""Defines so many names that the answer to being imported is too long.

score: 0
tally: error
scale: error
"""

globals().update({f"{number:060}": print for number in range(20_000)})


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
