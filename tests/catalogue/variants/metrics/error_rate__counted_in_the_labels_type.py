"""The wrong predictions are summed in the type of the labels, where the sum overflows.

Caught by: hidden/test_error_rate.py::test_hundreds_of_8_bit_labels
"""

import numpy as np


def error_rate(y, y_hat):
    _check_paired(y, y_hat)
    return float(np.sum(y != y_hat, dtype=y.dtype)) / len(y)
