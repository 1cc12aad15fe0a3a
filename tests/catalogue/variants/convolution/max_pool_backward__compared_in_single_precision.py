"""Pixels are compared in float32, where nearly equal ones are equal.

Caught by: hidden/test_max_pool_backward.py::test_nearly_equal_pixels_are_no_tie
"""

import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    winner = _windows(x.astype(np.float32), size, stride).argmax(axis=0)
    dx = np.zeros_like(x)
    for number, (i, j) in enumerate(np.ndindex(size, size)):
        dx[_met_by(i, j, dout.shape[2:], stride, 1)] += np.where(winner == number, dout, 0)
    return dx
