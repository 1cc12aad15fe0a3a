"""The function is called with single numbers and not with arrays of the shape of x.

Caught by: hidden/test_forward.py::test_slopes_of_a_smooth_function
"""

import numpy as np


def forward_difference(f, x, h):
    x, h = _double(x), _step(h)
    slopes = [(f(value + h) - f(value)) / h for value in x.ravel().tolist()]
    return np.array(slopes, dtype=np.float64).reshape(x.shape)
