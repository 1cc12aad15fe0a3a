"""The slope has a floor of 1e-12.

Caught by: hidden/test_sigmoid_backward.py::test_steep_upstream_gradients
"""

import numpy as np


def sigmoid_backward(dout, x):
    e = np.exp(-np.abs(_real(x)))
    return _real(dout) * np.maximum(e / (1 + e) ** 2, 1e-12)
