"""The counts of all classes are added in the type of the labels, where the sum overflows.

From the audit.
Caught by: hidden/test_micro_f1.py::test_hundreds_of_8_bit_labels
"""

import numpy as np


def micro_f1(y, y_hat, k):
    C = _table(y, y_hat, k)
    hits = int(np.sum(np.diagonal(C), dtype=y.dtype))
    return _ratio(hits, int(C.sum()))
