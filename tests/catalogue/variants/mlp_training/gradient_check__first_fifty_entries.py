"""Only the first fifty entries are compared.

Caught by: hidden/test_gradient_check.py::test_a_long_table
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
    a, n = analytic.ravel()[:50], numeric.ravel()[:50]
    scale = np.linalg.norm(a) + np.linalg.norm(n)
    return float(np.linalg.norm(a - n) / scale) if scale > 0 else 0.0
