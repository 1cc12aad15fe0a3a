"""1e-30 is added to the denominator.

Caught by: hidden/test_gradient_check.py::test_tiny_and_huge_gradients
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
    scale = np.linalg.norm(analytic) + np.linalg.norm(numeric) + 1e-30
    return float(np.linalg.norm(analytic - numeric) / scale)
