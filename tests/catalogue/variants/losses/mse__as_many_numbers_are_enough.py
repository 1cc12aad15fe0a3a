"""Arrays with as many numbers are accepted, whatever their shapes.

Caught by: hidden/test_mse.py::test_arrays_that_do_not_pair_up_are_refused
"""

import numpy as np


def mse(y, y_hat):
    y, y_hat = _paired(np.ravel(y), np.ravel(y_hat))
    return float(np.square(y - y_hat).mean())
