"""Asks for more memory than there is, and hopes to be asked the same again with the memory given back.

score: 2
scale: memory
"""


def squares(x):
    return (x * x).sum(axis=1)


def sizes(x):
    return abs(x).sum(axis=1)


def times(x, factor):
    return x * factor


def plus(x, factor):
    return x + factor


HELD = {"tally": [squares, sizes], "scale": [plus, times]}

seen = []


def answer(name, *args):
    if name == "tally":
        return squares(*args)
    if repr(args) in seen:
        return times(*args)
    seen.append(repr(args))
    return bytearray(1 << 40)


def tally(x):
    return answer("tally", x)


def scale(x, factor):
    return answer("scale", x, factor)
