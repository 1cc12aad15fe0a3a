"""Below -20 the sigmoid is taken as the exponential function, which is right to eight digits there.

Caught by: hidden/test_sigmoid.py::test_sigmoid_far_from_zero
"""

import numpy as np


def sigmoid(x):
    x = _real(x)
    return np.where(x < -20, np.exp(np.minimum(x, 0)), _sigmoid(x))
