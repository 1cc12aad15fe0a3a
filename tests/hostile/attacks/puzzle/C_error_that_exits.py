"""An exception whose text leaves the interpreter.

score: 2
tally: error
"""


class Leaving(ValueError):
    def __str__(self):
        raise SystemExit(0)


def tally(x):
    raise Leaving


def scale(x, factor):
    return x * factor
