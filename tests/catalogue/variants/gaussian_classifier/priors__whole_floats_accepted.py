"""Floats that are whole numbers are taken for labels.

Caught by: hidden/test_priors.py::test_labels_that_are_none_are_refused
"""

import numpy as np


def class_priors(y, k=None):
    y = np.asarray(y)
    if y.dtype.kind == "f" and (y == np.round(y)).all():
        y = y.astype(np.int64)
    y = _labels(y)
    classes = int(y.max()) + 1 if k is None else k
    if y.max() >= classes:
        raise ValueError("y must hold labels below k")
    return np.bincount(y, minlength=classes) / y.size
