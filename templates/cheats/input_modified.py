"""Computes well, and leaves something else in the caller's own array.

verdict: failed
"""

from exercise import good


def FUNCTION(*arguments):
    out = good(*arguments)
    arguments[0][...] = 0
    return out
