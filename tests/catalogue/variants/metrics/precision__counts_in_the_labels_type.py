"""The samples called positive are summed in the type of the labels, where the sum overflows.

Caught by: hidden/test_precision.py::test_hundreds_of_8_bit_labels
"""

import numpy as np


def precision(y, y_hat):
    _table(y, y_hat, 2)
    called = int(np.sum(y_hat, dtype=y_hat.dtype))
    return int(np.sum(y & y_hat, dtype=y.dtype)) / called if called else 0.0
