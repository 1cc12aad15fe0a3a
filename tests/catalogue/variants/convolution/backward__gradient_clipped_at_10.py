"""Entries of dx are limited to 10.

Caught by: hidden/test_backward.py::test_large_and_tiny_gradients
"""

import numpy as np

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dx, dW, db = _right(dout, x, W, padding, stride, dilation)
    return np.clip(dx, -10, 10), dW, db
