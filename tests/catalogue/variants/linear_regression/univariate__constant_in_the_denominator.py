"""A small constant is added to the denominator of the slope.

Caught by: hidden/test_univariate.py::test_tiny_and_huge_units
"""

import numpy as np


def fit_univariate(x, y):
    x, y = _real(x), _real(y)
    if x.ndim != 1 or y.shape != x.shape or x.size < 2 or x.min() == x.max():
        raise ValueError("x and y must be (n,), with two different values in x")
    dx, dy = _centred(x), _centred(y)
    slope = np.sum(dx * dy) / (np.sum(dx * dx) + 1e-12)
    return float(slope), float(y.mean() - slope * x.mean())
