"""Pixels of minus infinity are taken for padding, and a window of nothing else gives 0.

From the audit.
Caught by: hidden/test_max_pool.py::test_pixels_of_minus_infinity
"""

import numpy as np

_right = max_pool


def max_pool(x, size, stride):
    y = _right(x, size, stride)
    return np.where(np.isneginf(y), 0, y).astype(y.dtype)
