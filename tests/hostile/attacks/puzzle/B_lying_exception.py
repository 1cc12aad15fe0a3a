"""Raises an exception whose class refuses to tell its name and bases, and one that never becomes a text.

score: 0
tally: crashed
scale: error
"""


class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit(0)

    @property
    def __mro__(cls):
        raise SystemExit(0)


class Nameless(Exception, metaclass=Meta):
    pass


class Textless(Exception):
    def __str__(self):
        raise SystemExit(0)


def tally(x):
    raise Nameless


def scale(x, factor):
    raise Textless
