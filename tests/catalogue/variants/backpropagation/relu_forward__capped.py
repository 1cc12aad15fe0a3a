"""Outputs are cut off at 1e15.

Caught by: hidden/test_relu_forward.py::test_small_and_large_numbers
"""

import numpy as np


def relu_forward(x):
    return np.clip(_real(x), 0, 1e15)
