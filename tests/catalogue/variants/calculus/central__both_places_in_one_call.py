"""The function is called once, with both places in one array that has an axis more.

Caught by: hidden/test_central.py::test_slopes_of_a_smooth_function
"""

import numpy as np


def central_difference(f, x, h):
    x, h = _double(x), _step(h)
    after, before = f(np.stack([x + h, x - h]))
    return (after - before) / (2 * h)
