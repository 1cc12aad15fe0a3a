"""The labels are converted to 8 bits before they are compared, where 1 and 257 are the same.

Caught by: hidden/test_accuracy.py::test_labels_are_names
"""

import numpy as np


def accuracy(y, y_hat):
    _check_paired(y, y_hat)
    return float(np.mean(y.astype(np.uint8) == y_hat.astype(np.uint8)))
