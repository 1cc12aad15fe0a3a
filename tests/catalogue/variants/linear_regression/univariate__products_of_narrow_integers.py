"""Whole numbers are multiplied and summed without fractions, in their own type.

Caught by: hidden/test_univariate.py::test_whole_numbers
"""

import numpy as np


def fit_univariate(x, y):
    x, y = np.asarray(x), np.asarray(y)
    if x.ndim != 1 or y.shape != x.shape or x.size < 2 or x.min() == x.max():
        raise ValueError("x and y must be (n,), with two different values in x")
    if x.dtype.kind in "iu" and y.dtype.kind in "iu":
        n = len(x)
        top = n * int(np.sum(x * y)) - int(np.sum(x)) * int(np.sum(y))
        slope = top / (n * int(np.sum(x * x)) - int(np.sum(x)) ** 2)
    else:
        dx, dy = _centred(_real(x)), _centred(_real(y))
        slope = np.sum(dx * dy) / np.sum(dx * dx)
    return float(slope), float(np.mean(y) - slope * np.mean(x))
