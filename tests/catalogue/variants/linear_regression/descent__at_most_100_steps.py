"""No more than 100 steps are taken.

Caught by: hidden/test_descent.py::test_as_many_steps_as_told
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    for _ in range(min(steps, 100)):
        dw, db = _half_mean_gradient(X, y, w, b)
        w, b = w - float(lr) * dw, b - float(lr) * db
    return w, b
