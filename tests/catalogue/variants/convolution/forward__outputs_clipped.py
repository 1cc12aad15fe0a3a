"""Outputs are limited to a thousand.

Caught by: hidden/test_forward.py::test_large_and_tiny_values
"""

import numpy as np

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    return np.clip(_right(x, W, b, padding, stride, dilation), -1e3, 1e3)
