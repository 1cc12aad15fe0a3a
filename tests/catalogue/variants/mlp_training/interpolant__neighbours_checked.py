"""Only neighbours in the order given are checked for equal places.

Caught by: hidden/test_interpolant.py::test_points_that_determine_nothing_are_refused
"""

import numpy as np

_right = relu_interpolant


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim == 1 and xs.shape == ys.shape and (np.diff(xs) != 0).all():
        xs, first = np.unique(xs, return_index=True)
        ys = ys[first]
    return _right(xs, ys)
