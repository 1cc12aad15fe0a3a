"""The matrix has the type of the labels, in which an entry above 127 or 255 overflows.

From the audit.
Caught by: hidden/test_matrix.py::test_entries_larger_than_the_labels_type_holds
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    _table(y, y_hat, k)
    C = np.zeros((k, k), dtype=y.dtype)
    np.add.at(C, (y, y_hat), np.ones((), dtype=y.dtype))
    return C
