"""Whole numbers of 8 and 16 bits are subtracted in their own type.

Caught by: hidden/test_mse.py::test_every_narrow_type
"""

import numpy as np


def mse_loss(y, y_hat):
    _error(y, y_hat)
    r = _real(np.asarray(y_hat) - np.asarray(y))
    return float(np.mean(r * r))
