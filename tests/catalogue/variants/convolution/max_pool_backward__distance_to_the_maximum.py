"""The maximum is found as the pixel at distance 0, and the distance of two infinities is no number.

Caught by: hidden/test_max_pool_backward.py::test_pixels_of_minus_infinity
"""

import numpy as np


def max_pool_backward(dout, x, size, stride):
    dout, x = _real(dout), _real(x)
    windows = _windows(x, size, stride)
    with np.errstate(invalid="ignore"):
        found = windows - windows.max(axis=0) == 0
    found &= found.cumsum(axis=0) == 1
    dx = np.zeros_like(x)
    for number, (i, j) in enumerate(np.ndindex(size, size)):
        dx[_met_by(i, j, dout.shape[2:], stride, 1)] += np.where(found[number], dout, 0)
    return dx
