"""The labels are converted to 8 bits before they are checked, so 256 is taken for 0.

Caught by: hidden/test_matrix.py::test_labels_outside_the_classes_are_refused
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    return _table(y.astype(np.uint8), y_hat.astype(np.uint8), k)
