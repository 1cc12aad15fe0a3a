"""A small number that grows along the window is taken from each pixel so that the first of equal pixels wins.

Caught by: hidden/test_max_pool_backward.py::test_nearly_equal_pixels_are_no_tie
"""

import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    order = 1e-12 * np.arange(size * size).reshape(-1, 1, 1, 1, 1)
    winner = (_windows(x, size, stride) - order).argmax(axis=0)
    dx = np.zeros_like(x)
    for number, (i, j) in enumerate(np.ndindex(size, size)):
        dx[_met_by(i, j, dout.shape[2:], stride, 1)] += np.where(winner == number, dout, 0)
    return dx
