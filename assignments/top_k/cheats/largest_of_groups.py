"""Takes the largest entry of each of many groups, and hopes that no group has two that are wanted.

verdict: failed
"""

from exercise import naive


def FUNCTION(*arguments):
    x, k = arguments
    groups = min(x.shape[1], 64 * k)
    highest = x[:, : x.shape[1] // groups * groups].reshape(len(x), -1, groups).max(axis=1)
    return naive(highest, k)
