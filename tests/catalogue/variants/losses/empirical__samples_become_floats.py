"""Samples and truth are converted to float64 before the functions get them.

Caught by: hidden/test_empirical.py::test_large_whole_numbers_are_passed_on
"""

import numpy as np


def empirical_risk(loss, f, X, y):
    X, y = np.asarray(X), np.asarray(y)
    if y.ndim != 1 or y.size == 0 or X.shape[:1] != y.shape:
        raise ValueError(f"X and y do not fit, got {X.shape} and {y.shape}")
    return float(np.mean(loss(y.astype(np.float64), f(X.astype(np.float64)))))
