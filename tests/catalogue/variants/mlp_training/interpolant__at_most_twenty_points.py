"""Of many points the first twenty are used.

Caught by: hidden/test_interpolant.py::test_points_in_order
"""

import numpy as np

_right = relu_interpolant


def relu_interpolant(xs, ys):
    return _right(xs[:20], ys[:20]) if np.shape(xs) == np.shape(ys) else _right(xs, ys)
