"""Changes the first line of its own code to a hidden number before it raises.

score: 0
tally: error
scale: error
"""


def broken(x):
    raise ValueError


def tally(x):
    number = int(abs(x).sum() * 1e9) % 10**6
    broken.__code__ = broken.__code__.replace(co_firstlineno=number, co_filename="puzzle.py")
    return broken(x)


def scale(x, factor):
    return tally(x)
