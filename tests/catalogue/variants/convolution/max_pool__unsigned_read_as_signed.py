"""Integers are read as signed ones of the same width, so that large unsigned pixels become negative.

Caught by: hidden/test_max_pool.py::test_integers_of_every_width
"""

import numpy as np

_right = max_pool


def max_pool(x, size, stride):
    if x.dtype.kind == "u":
        x = x.view(np.dtype(f"i{x.dtype.itemsize}"))
    return _right(x, size, stride)
