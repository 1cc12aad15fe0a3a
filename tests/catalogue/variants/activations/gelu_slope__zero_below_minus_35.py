"""Below -35 the derivative is 0.

Caught by: hidden/test_gelu.py::test_gelu_derivative_far_from_zero
"""

import math

import numpy as np


def gelu_derivative(x):
    x = _real(x)
    density = np.exp(-0.5 * x * x) / math.sqrt(2 * math.pi)
    return np.where(x < -35, 0, _normal_cdf(x) + x * density)
