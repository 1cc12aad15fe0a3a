"""The sign of the learning rate is changed in its own type: minus uint8(1) is 255.

Caught by: hidden/test_descent.py::test_whole_numbers
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    for _ in range(steps):
        dw, db = _half_mean_gradient(X, y, w, b)
        w, b = w + (-lr) * dw, b + float(-lr) * db
    return w, b
