"""A step that is more than a million times as large as x is made smaller.

Caught by: hidden/test_central.py::test_step_is_used_as_it_is_given
"""

import numpy as np


def central_difference(f, x, h):
    x, h = _double(x), _step(h)
    largest = np.abs(x).max(initial=0.0)
    if largest > 0:
        h = min(h, 1e6 * float(largest))
    return (f(x + h) - f(x - h)) / (2 * h)
