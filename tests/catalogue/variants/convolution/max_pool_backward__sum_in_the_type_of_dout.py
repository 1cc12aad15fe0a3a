"""Gradients of overlapping windows are summed in the type of dout, where 8-bit integers overflow.

Caught by: hidden/test_max_pool_backward.py::test_integers_of_every_width
"""

import numpy as np


def max_pool_backward(dout, x, size, stride):
    winner = _windows(_real(x), size, stride).argmax(axis=0)
    dx = np.zeros(x.shape, dout.dtype)
    for number, (i, j) in enumerate(np.ndindex(size, size)):
        dx[_met_by(i, j, dout.shape[2:], stride, 1)] += np.where(winner == number, dout, 0).astype(dout.dtype)
    return _real(dx)
