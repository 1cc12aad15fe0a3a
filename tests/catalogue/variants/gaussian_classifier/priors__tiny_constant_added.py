"""A small constant is added to every share.

Caught by: hidden/test_priors.py::test_some_class_does_not_occur
"""

import numpy as np


def class_priors(y, k=None):
    y = _labels(y)
    classes = int(y.max()) + 1 if k is None else k
    if y.max() >= classes:
        raise ValueError("y must hold labels below k")
    return np.bincount(y, minlength=classes) / y.size + 1e-8
