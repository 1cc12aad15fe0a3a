"""The pseudo-inverse leaves out singular values below 1e-4 of the largest.

From the audit.
Caught by: hidden/test_normal_equation.py::test_nearly_dependent_columns
"""

import numpy as np


def fit_normal_equation(X, y):
    X, y = _samples(X, y)
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    return np.linalg.pinv(design, rcond=1e-4) @ y
