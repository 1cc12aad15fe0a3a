"""An object that never says of which class it is.

score: 2
tally: timeout
"""


class Endless:
    @property
    def __class__(self):
        while True:
            pass


def tally(x):
    return Endless()


def scale(x, factor):
    return x * factor
