"""The gradient that passes is cut off at 1e6.

Caught by: hidden/test_relu_backward.py::test_very_small_and_very_large_inputs
"""

import numpy as np


def relu_backward(dout, x):
    return np.clip(_real(dout), -1e6, 1e6) * (_real(x) > 0)
