"""The pseudo-inverse of the product of the table with itself: the condition number is squared.

From the audit.
Caught by: hidden/test_columns.py::test_nearly_dependent_rows
"""

import numpy as np


def fit_normal_equation_columns(X, y):
    X, y = _real(X), _real(y)
    if X.ndim != 2 or X.shape[1] == 0 or y.shape != X.shape[1:]:
        raise ValueError("X must be (d, n) and y (n,)")
    design = np.vstack([np.ones((1, X.shape[1]), dtype=X.dtype), X])
    return np.linalg.pinv(design @ design.T) @ (design @ y)
