"""The error rate is rounded to ten digits.

Caught by: hidden/test_error_rate.py::test_many_classes
"""

import numpy as np


def error_rate(y, y_hat):
    _check_paired(y, y_hat)
    return float(np.round(np.mean(y != y_hat), 10))
