"""Sorts the caller's own matrix, to save a copy.

verdict: failed
"""


def FUNCTION(*arguments):
    x, k = arguments
    x.sort(axis=1)
    return x[:, ::-1][:, :k].copy()
