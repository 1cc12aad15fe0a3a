"""A slope of 0 is taken as missing, and 0.01 is used.

Caught by: hidden/test_leaky_relu.py::test_leaky_relu_with_other_slopes
"""

import numpy as np


def leaky_relu(x, slope):
    x, slope = _real(x), _checked_slope(slope) or 0.01
    return np.where(x > 0, x, slope * x)
