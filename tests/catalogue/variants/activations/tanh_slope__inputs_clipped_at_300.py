"""The inputs are clipped at 300, so that the derivative does not fall any more.

Caught by: hidden/test_tanh.py::test_tanh_derivative_far_from_zero
"""

import numpy as np


def tanh_derivative(x):
    x = np.clip(_real(x), -300, 300)
    return 4 * _sigmoid(2 * x) * _sigmoid(-2 * x)
