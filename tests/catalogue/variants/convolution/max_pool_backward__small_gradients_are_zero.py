"""Gradients nearer to 0 than 1e-12 are set to 0.

Caught by: hidden/test_max_pool_backward.py::test_large_and_tiny_gradients
"""

import numpy as np

_right = max_pool_backward


def max_pool_backward(dout, x, size, stride):
    dx = _right(dout, x, size, stride)
    return np.where(np.abs(dx) < 1e-12, 0, dx).astype(dx.dtype)
