"""Errors beyond 100 count as 100.

Caught by: hidden/test_mse.py::test_tiny_and_huge_errors
"""

import numpy as np


def mse_loss(y, y_hat):
    r = np.clip(_error(y, y_hat), -100, 100)
    return float(np.mean(r * r))
