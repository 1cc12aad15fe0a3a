"""The descent stops as soon as all samples have a probability above 0.99 for their label.

Caught by: hidden/test_fit.py::test_as_many_steps_as_told
"""

import numpy as np


def fit(X, y, lr, steps):
    X = _real(X)
    w, b = np.zeros(X.shape[1:], dtype=X.dtype), 0.0
    error = _errors(X, y, w, b)
    for _ in range(steps):
        if np.abs(error).max() < 0.01:
            break
        w = w - float(lr) * (X * error[:, None]).mean(axis=0)
        b = b - float(lr) * float(error.mean())
        error = _errors(X, y, w, b)
    return w, b
