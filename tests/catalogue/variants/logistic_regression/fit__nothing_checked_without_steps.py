"""With no steps the labels are not looked at.

Caught by: hidden/test_fit.py::test_other_arguments_are_refused
"""

import numpy as np


def fit(X, y, lr, steps):
    X = _real(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n, d), got {X.shape}")
    w, b = np.zeros(X.shape[1], dtype=X.dtype), 0.0
    for _ in range(steps):
        error = _errors(X, y, w, b)
        w = w - float(lr) * (X * error[:, None]).mean(axis=0)
        b = b - float(lr) * float(error.mean())
    return w, b
