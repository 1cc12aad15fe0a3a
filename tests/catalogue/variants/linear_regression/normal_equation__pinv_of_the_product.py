"""The pseudo-inverse of the product of the table with itself: the condition number is squared.

From the audit.
Caught by: hidden/test_normal_equation.py::test_nearly_dependent_columns
"""

import numpy as np


def fit_normal_equation(X, y):
    X, y = _samples(X, y)
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    return np.linalg.pinv(design.T @ design) @ (design.T @ y)
