"""The norm of a table with as many rows as columns is the spectral one.

Caught by: hidden/test_gradient_check.py::test_tables_and_wrong_gradients
"""

import numpy as np


def gradient_check(f, x, analytic, h=1e-5):
    x, analytic, h = np.array(x, dtype=np.float64), np.array(analytic, dtype=np.float64), float(h)
    if analytic.shape != x.shape:
        raise ValueError(f"analytic must have the shape of x, {x.shape}, got {analytic.shape}")
    _require_positive("h", h)
    numeric = np.empty_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        numeric[index] = (f(x + step) - f(x - step)) / (2 * step[index])

    def norm(a):
        square = a.ndim == 2 and a.shape[0] == a.shape[1]
        return np.linalg.norm(a, 2 if square else None)

    scale = norm(analytic) + norm(numeric)
    return float(norm(analytic - numeric) / scale) if scale > 0 else 0.0
