"""Counts the first half of the rows, as if the second were like it.

verdict: failed
"""

from exercise import good


def FUNCTION(*arguments):
    (x,) = arguments
    return good(x.reshape(-1)[: (x.size + 1) // 2])
