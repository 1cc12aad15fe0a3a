"""The search begins with minus infinity, so a window of nothing else has no maximum and loses its gradient.

Caught by: hidden/test_max_pool_backward.py::test_pixels_of_minus_infinity
"""

import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    _out_shape(x, size, size, 0, stride, 1)
    dx = np.zeros_like(x)
    for n, c, u, v in np.ndindex(dout.shape):
        best, place = -np.inf, None
        for i, j in np.ndindex(size, size):
            here = n, c, stride * u + i, stride * v + j
            if x[here] > best:
                best, place = x[here], here
        if place is not None:
            dx[place] += dout[n, c, u, v]
    return dx
