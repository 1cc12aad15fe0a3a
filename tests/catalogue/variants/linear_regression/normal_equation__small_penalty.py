"""A small number on the diagonal makes the product invertible, and moves the fit.

Caught by: hidden/test_normal_equation.py::test_nearly_dependent_columns
"""

import numpy as np


def fit_normal_equation(X, y):
    X, y = _samples(X, y)
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    gram = design.T @ design + 1e-9 * np.eye(design.shape[1], dtype=X.dtype)
    return np.linalg.solve(gram, design.T @ y)
