"""The right predictions are summed in the type of the labels, where the sum overflows.

Caught by: hidden/test_accuracy.py::test_hundreds_of_8_bit_labels
"""

import numpy as np


def accuracy(y, y_hat):
    _check_paired(y, y_hat)
    return float(np.sum(y == y_hat, dtype=y.dtype)) / len(y)
