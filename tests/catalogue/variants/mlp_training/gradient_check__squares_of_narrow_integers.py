"""The analytic gradient is squared in its own type.

Caught by: hidden/test_gradient_check.py::test_whole_and_single_precision_places
"""

import numpy as np

_right = gradient_check


def gradient_check(f, x, analytic, h=1e-5):
    if analytic.shape != x.shape or np.issubdtype(analytic.dtype, np.floating):
        return _right(f, x, analytic, h)
    x, numeric = np.array(x, dtype=np.float64), []
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        numeric.append((f(x + step) - f(x - step)) / (2 * h))
    a, n = analytic.ravel(), np.array(numeric)
    distance = np.sqrt(((a - n) ** 2).sum())
    return float(distance / (np.sqrt((a**2).sum(dtype=np.float64)) + np.sqrt((n**2).sum())))
