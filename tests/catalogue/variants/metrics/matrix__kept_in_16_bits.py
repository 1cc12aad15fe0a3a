"""The matrix is kept in unsigned 16 bits.

Caught by: hidden/test_matrix.py::test_entries_larger_than_the_labels_type_holds
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    return _table(y, y_hat, k).astype(np.uint16).astype(np.int64)
