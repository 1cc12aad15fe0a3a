"""Singular values below 1e-4 of the largest count as zero.

From the audit.
Caught by: hidden/test_normal_equation.py::test_nearly_dependent_columns
"""

import numpy as np


def fit_normal_equation(X, y):
    X, y = _samples(X, y)
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    return np.linalg.lstsq(design, y, rcond=1e-4)[0]
