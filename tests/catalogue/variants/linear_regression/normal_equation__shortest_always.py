"""The fit of dependent columns is right, but a table with more columns than rows is cut to a square.

Caught by: hidden/test_normal_equation.py::test_fewer_samples_than_coefficients
"""

import numpy as np


def fit_normal_equation(X, y):
    X, y = _samples(X, y)
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    used = min(design.shape)
    theta = np.zeros(design.shape[1], dtype=X.dtype)
    theta[:used] = np.linalg.lstsq(design[:, :used], y, rcond=None)[0]
    return theta
