"""Whole numbers are multiplied in their own type.

Caught by: hidden/test_normal_equation.py::test_whole_numbers
"""

import numpy as np


def fit_normal_equation(X, y):
    whole = np.asarray(X)
    X, y = _samples(X, y)
    if whole.dtype.kind not in "iu":
        return _least_squares(X, y)
    design = np.hstack([np.ones((len(X), 1), dtype=whole.dtype), whole])
    return np.linalg.pinv(_real(design.T @ design)) @ (_real(design).T @ y)
