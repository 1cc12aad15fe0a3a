"""Samples and targets are converted to float64 before the gradient gets them.

Caught by: hidden/test_batch.py::test_large_whole_numbers_are_passed_on
"""

import numpy as np


def batch_gd(grad, w, X, y, lr, steps):
    w, X, y = _real(w).copy(), np.asarray(X), np.asarray(y)
    _require_samples(X, y)
    _require_positive(lr=lr)
    if steps < 0:
        raise ValueError(f"steps must be an integer >= 0, got {steps}")
    X, y = X.astype(np.float64), y.astype(np.float64)
    for _ in range(steps):
        w = w - float(lr) * np.asarray(grad(w, X, y), dtype=w.dtype)
    return w
