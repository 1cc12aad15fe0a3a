"""A window as large as a square image is averaged over all channels, too.

Caught by: hidden/test_avg_pool.py::test_equal_sizes
"""

import numpy as np

_right = avg_pool


def avg_pool(x, size, stride):
    y = _right(x, size, stride)
    return np.broadcast_to(y.mean(axis=1, keepdims=True), y.shape) if x.shape[2:] == (size, size) else y
