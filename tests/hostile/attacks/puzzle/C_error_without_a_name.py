"""An exception whose class raises when it is asked for its name.

score: 2
tally: crashed
"""


class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit(0)


class Nameless(ValueError, metaclass=Meta):
    pass


def tally(x):
    raise Nameless


def scale(x, factor):
    return x * factor
