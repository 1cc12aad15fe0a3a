"""Compiles brackets in brackets, which earlier parsers took exponential time for.

score: 2
tally: error
"""


def tally(x):
    return eval("(" * 190 + "{{{{" * 20 + ":" * 50)


def scale(x, factor):
    return x * factor
