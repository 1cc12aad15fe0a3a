"""Integers are converted to floats first, so that those above 2**53 are rounded.

Caught by: hidden/test_separable.py::test_integers_that_are_neighbours
"""

import numpy as np


def is_linearly_separable(X, y):
    points = _points(np.asarray(X).astype(np.float64))
    return _separable(points, _labels(y, len(points), (0, 1)))
