"""Up to 18 the derivative is computed as s (1 - s), where the difference has lost digits.

Caught by: hidden/test_sigmoid.py::test_sigmoid_derivative_far_from_zero
"""

import numpy as np


def sigmoid_derivative(x):
    x = _real(x)
    s = _sigmoid(x)
    return np.where(x < 18, s * (1 - s), s * _sigmoid(-x))
