"""Labels outside the classes are refused in y only; in y_hat a negative one counts from the end.

Caught by: hidden/test_matrix.py::test_labels_outside_the_classes_are_refused
"""

import numpy as np


def confusion_matrix(y, y_hat, k):
    _check_paired(y, y_hat)
    _check_labels("y", y, k)
    return _table(y, y_hat.astype(np.int64) % k, k)
