"""Maxima are limited to 255, as if pixels had 8 bits.

Caught by: hidden/test_max_pool.py::test_large_and_tiny_values
"""

import numpy as np

_right = max_pool


def max_pool(x, size, stride):
    return np.clip(_right(x, size, stride), -255, 255)
