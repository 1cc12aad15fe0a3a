"""Means nearer to 0 than 1e-12 are set to 0.

Caught by: hidden/test_avg_pool.py::test_large_and_tiny_values
"""

import numpy as np

_right = avg_pool


def avg_pool(x, size, stride):
    y = _right(x, size, stride)
    return np.where(np.abs(y) < 1e-12, 0, y).astype(y.dtype)
