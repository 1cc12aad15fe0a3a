"""Entries that are equal are moved together.

Caught by: hidden/test_gradient.py::test_whole_numbers
"""

import numpy as np


def numerical_gradient(f, x, h):
    x, h = _double(x), _step(h)
    gradient = np.empty(x.shape)
    for value in np.unique(x):
        step = np.where(x == value, h, 0.0)
        gradient[x == value] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient
