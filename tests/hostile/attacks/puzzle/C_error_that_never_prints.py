"""An exception whose text takes for ever.

score: 2
tally: timeout
"""


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def tally(x):
    raise Endless


def scale(x, factor):
    return x * factor
