"""The four counts are kept in 16 bits.

Caught by: hidden/test_counts.py::test_tens_of_thousands_of_16_bit_labels
"""

import numpy as np


def confusion_counts(y, y_hat):
    (tn, fp), (fn, tp) = _table(y, y_hat, 2).astype(np.int16).tolist()
    return tp, fp, tn, fn
