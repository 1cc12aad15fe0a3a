"""Descent stops where the gradient is shorter than 1e-8.

Caught by: hidden/test_descent.py::test_tiny_and_huge_targets
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    for _ in range(steps):
        dw, db = _half_mean_gradient(X, y, w, b)
        if np.hypot(np.linalg.norm(dw), db) < 1e-8:
            break
        w, b = w - float(lr) * dw, b - float(lr) * db
    return w, b
