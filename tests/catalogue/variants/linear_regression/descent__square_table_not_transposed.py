"""The table is not transposed where it is square.

Caught by: hidden/test_descent.py::test_as_many_samples_as_features
"""

import numpy as np


def gradient_descent(X, y, lr, steps):
    X, y = _samples(X, y)
    _require_positive("lr", lr)
    _require_not_negative("steps", steps)
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    table = X if X.shape[0] == X.shape[1] else X.T
    for _ in range(steps):
        r = X @ w + b - y
        w, b = w - float(lr) * (table @ r) / len(r), b - float(lr) * float(r.mean())
    return w, b
