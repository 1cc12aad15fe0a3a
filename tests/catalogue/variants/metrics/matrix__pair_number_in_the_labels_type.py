"""The number of a pair, k y + y_hat, is computed in the type of the labels.

Caught by: hidden/test_matrix.py::test_8_bit_labels_of_many_classes
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    _table(y, y_hat, k)
    with np.errstate(all="ignore"):
        pairs = (y.dtype.type(k) * y + y_hat.astype(y.dtype)).astype(np.int64) % (k * k)
    return np.bincount(pairs, minlength=k * k).reshape(k, k)
