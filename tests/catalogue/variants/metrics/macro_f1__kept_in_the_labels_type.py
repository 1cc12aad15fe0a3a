"""The counts of each class are kept in the type of the labels, where they overflow.

From the audit.
Caught by: hidden/test_macro_f1.py::test_hundreds_of_8_bit_labels
"""

import numpy as np


def macro_f1(y, y_hat, k):
    C = _table(y, y_hat, k).astype(y.dtype)
    hits, rows, columns = np.diagonal(C), C.sum(axis=1), C.sum(axis=0)
    return float(
        np.mean([_ratio(2 * int(h), int(r) + int(c)) for h, r, c in zip(hits, rows, columns, strict=True)])
    )
