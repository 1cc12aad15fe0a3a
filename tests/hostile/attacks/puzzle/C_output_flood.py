"""Prints for ever.

score: 2
tally: crashed
"""


def tally(x):
    while True:
        print("Score: 100\n" * 1000, flush=True)


def scale(x, factor):
    return x * factor
