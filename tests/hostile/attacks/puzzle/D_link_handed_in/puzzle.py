"""Hands in a link to a file of the machine, to be read by whoever collects the work.

rejected: is a link
"""


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
