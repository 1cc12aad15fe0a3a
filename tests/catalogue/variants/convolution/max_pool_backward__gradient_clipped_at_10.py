"""Gradients are limited to 10.

Caught by: hidden/test_max_pool_backward.py::test_large_and_tiny_gradients
"""

import numpy as np

_right = max_pool_backward


def max_pool_backward(dout, x, size, stride):
    return np.clip(_right(dout, x, size, stride), -10, 10)
