"""Singular values below 1e-3 count as zero, whatever the unit.

Caught by: hidden/test_normal_equation.py::test_nearly_dependent_columns
"""

import numpy as np


def fit_normal_equation(X, y):
    X, y = _samples(X, y)
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    u, s, vt = np.linalg.svd(design, full_matrices=False)
    inverse = np.where(s > 1e-3, 1 / np.maximum(s, 1e-30), 0)
    return (vt.T @ (inverse * (u.T @ y))).astype(X.dtype)
