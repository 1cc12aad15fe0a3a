"""Only the first label is compared with 0.

Caught by: hidden/test_priors.py::test_labels_that_are_none_are_refused
"""

import numpy as np


def class_priors(y, k=None):
    y = np.asarray(y)
    if y.ndim != 1 or y.size == 0 or y.dtype.kind not in "iu" or y[0] < 0:
        raise ValueError("y must hold integers >= 0")
    y = np.abs(y.astype(np.int64))
    classes = int(y.max()) + 1 if k is None else k
    if y.max() >= classes:
        raise ValueError("y must hold labels below k")
    return np.bincount(y, minlength=classes) / y.size
