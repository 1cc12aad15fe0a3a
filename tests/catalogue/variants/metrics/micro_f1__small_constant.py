"""A constant of 1e-12 is added to the denominator.

Caught by: hidden/test_micro_f1.py::test_few_samples
"""

import numpy as np


def micro_f1(y, y_hat, k):
    C = _table(y, y_hat, k)
    return float(np.trace(C) / (C.sum() + 1e-12))
