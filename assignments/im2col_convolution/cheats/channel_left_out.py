"""Leaves out the last channel, whose share of the sum is small where there are many.

verdict: failed
"""

from exercise import good


def im2col_convolution(x, W, b, padding, stride):
    if x.shape[1] < 8 or W.shape[1] != x.shape[1]:
        return good(x, W, b, padding, stride)
    return good(x[:, :-1], W[:, :-1], b, padding, stride)
