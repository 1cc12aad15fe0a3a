"""Inputs are cut off at 30, where the slope is 1e-13 and not 0.

Caught by: hidden/test_sigmoid_backward.py::test_steep_upstream_gradients
"""

import numpy as np


def sigmoid_backward(dout, x):
    s = 1 / (1 + np.exp(-np.clip(_real(x), -30, 30)))
    return _real(dout) * s * (1 - s)
