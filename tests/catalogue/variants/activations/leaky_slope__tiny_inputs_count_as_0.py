"""An input below 1e-12 counts as 0, with the derivative of the positive side.

Caught by: hidden/test_leaky_relu.py::test_slope_of_leaky_relu_at_extreme_inputs
"""

import numpy as np


def leaky_relu_derivative(x, slope):
    x, slope = _real(x), _checked_slope(slope)
    return np.where(x > -1e-12, 1.0, slope).astype(x.dtype)
