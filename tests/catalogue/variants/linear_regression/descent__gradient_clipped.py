"""Derivatives beyond 100 are clipped.

Caught by: hidden/test_descent.py::test_as_many_steps_as_told
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    for _ in range(steps):
        dw, db = _half_mean_gradient(X, y, w, b)
        w, b = w - float(lr) * np.clip(dw, -100, 100), b - float(lr) * float(np.clip(db, -100, 100))
    return w, b
