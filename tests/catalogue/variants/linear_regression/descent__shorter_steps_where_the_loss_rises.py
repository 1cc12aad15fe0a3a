"""The learning rate is halved where the loss rises.

Caught by: hidden/test_descent.py::test_as_many_steps_as_told
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    rate, last = float(lr), np.inf
    for _ in range(steps):
        r = X @ w + b - y
        rate, last = (rate / 2 if r @ r > last else rate), r @ r
        dw, db = _half_mean_gradient(X, y, w, b)
        w, b = w - rate * dw, b - rate * db
    return w, b
