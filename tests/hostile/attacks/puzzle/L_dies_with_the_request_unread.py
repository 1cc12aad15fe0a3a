"""Closes its socket before it reads the next request, again and again: each time a test more is repeated.

score: 2
scale: failed, crashed, error
"""

import os


def squares(x):
    return (x * x).sum(axis=1)


def sizes(x):
    return abs(x).sum(axis=1)


def times(x, factor):
    return x * factor


def plus(x, factor):
    return x + factor


HELD = {"tally": [squares, sizes], "scale": [plus, times]}

asked = []


def answer(name, *args):
    asked.append(name)
    if name == "tally":
        return squares(*args)
    os.set_blocking(3, False)
    return plus(*args)


def tally(x):
    return answer("tally", x)


def scale(x, factor):
    return answer("scale", x, factor)
