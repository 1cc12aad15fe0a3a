"""A loop in C that holds the interpreter and hears no signal.

score: 2
tally: timeout
"""


def tally(x):
    return sum(range(10**12))


def scale(x, factor):
    return x * factor
