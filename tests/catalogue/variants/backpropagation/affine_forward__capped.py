"""Outputs are cut off at a million.

Caught by: hidden/test_affine_forward.py::test_large_and_small_numbers
"""

import numpy as np


def affine_forward(x, W, b):
    return np.clip(_real(x) @ _real(W) + _real(b), -1e6, 1e6)
