"""Where the difference is below 1e-12, the slope is 0, also for a tiny step.

Caught by: hidden/test_forward.py::test_tiny_and_huge_places
"""

import numpy as np


def forward_difference(f, x, h):
    x, h = _double(x), _step(h)
    difference = f(x + h) - f(x)
    return np.where(np.abs(difference) < 1e-12, 0.0, difference) / h
