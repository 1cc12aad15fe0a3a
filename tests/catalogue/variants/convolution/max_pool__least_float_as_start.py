"""The search begins with the least finite float, which is greater than minus infinity.

Caught by: hidden/test_max_pool.py::test_pixels_of_minus_infinity
"""

import numpy as np

_right = max_pool


def max_pool(x, size, stride):
    y = _right(x, size, stride)
    return np.maximum(y, np.finfo(y.dtype).min)
