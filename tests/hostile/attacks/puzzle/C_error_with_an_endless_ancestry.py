"""An exception whose class says that it has endlessly many ancestors.

score: 2
tally: timeout
"""


class Meta(type):
    @property
    def __mro__(cls):
        while True:
            pass


class Endless(ValueError, metaclass=Meta):
    pass


def tally(x):
    raise Endless


def scale(x, factor):
    return x * factor
