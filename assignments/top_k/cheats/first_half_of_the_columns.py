"""Looks only at the first half of each row, where half of the largest entries are.

verdict: failed
"""

from exercise import good


def FUNCTION(*arguments):
    x, k = arguments
    return good(x[:, : max(k, (x.shape[1] + 1) // 2)], k)
