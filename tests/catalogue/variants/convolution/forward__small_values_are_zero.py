"""Outputs nearer to 0 than 1e-12 are set to 0.

Caught by: hidden/test_forward.py::test_large_and_tiny_values
"""

import numpy as np

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    y = _right(x, W, b, padding, stride, dilation)
    return np.where(np.abs(y) < 1e-12, 0, y).astype(y.dtype)
