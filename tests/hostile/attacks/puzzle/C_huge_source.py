"""Compiles a name of 60 MB.

score: 2
tally: memory, timeout
"""


def tally(x):
    return compile("x" * 60_000_000, "puzzle.py", "exec")


def scale(x, factor):
    return x * factor
