"""A constant of 1e-12 is added to each denominator, so that 0/0 needs no case of its own.

Caught by: hidden/test_macro_f1.py::test_classes_of_one_sample
"""

import numpy as np


def macro_f1(y, y_hat, k):
    C = _table(y, y_hat, k)
    return float(np.mean(2 * np.diagonal(C) / (C.sum(axis=0) + C.sum(axis=1) + 1e-12)))
