"""The square is expanded, which loses the digits where truth and prediction are close.

Caught by: hidden/test_squared.py::test_small_errors_of_large_numbers
"""

import numpy as np


def squared(y, y_hat):
    y, y_hat = _paired(y, y_hat)
    return np.maximum(y * y - 2 * y * y_hat + y_hat * y_hat, 0)
