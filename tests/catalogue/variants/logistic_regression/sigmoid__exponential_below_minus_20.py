"""Below -20 the sigmoid is taken as the exponential function, which is right to eight digits there.

Caught by: hidden/test_sigmoid.py::test_small_values_have_all_their_digits
"""

import numpy as np


def sigmoid(z):
    z = _real(z)
    return np.where(z < -20, np.exp(np.minimum(z, 0)), _sigmoid(z))
