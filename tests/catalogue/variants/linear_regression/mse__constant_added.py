"""A small constant is added to the mean.

Caught by: hidden/test_mse.py::test_tiny_and_huge_errors
"""

import numpy as np


def mse_loss(y, y_hat):
    r = _error(y, y_hat)
    return float(np.mean(r * r)) + 1e-12
