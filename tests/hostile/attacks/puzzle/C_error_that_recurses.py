"""An exception whose text asks for itself, which is its own cause and its own part.

score: 2
tally: error
"""


class Loop(ValueError):
    def __str__(self):
        return f"{self!r}{self}"


def tally(x):
    error = Loop()
    error.args = (error, [error])
    raise error from error


def scale(x, factor):
    return x * factor
