"""Coordinates are read from their decimal text, so that 0.1 is a tenth and not the number that is stored.

Caught by: hidden/test_separable.py::test_floats_that_are_neighbours
"""

import math
from fractions import Fraction

import numpy as np


def is_linearly_separable(X, y):
    X = np.asarray(X)
    if X.ndim != 2 or len(X) == 0:
        raise ValueError(f"X must have shape (n, d) with n >= 1, got {X.shape}")
    labels = _labels(y, len(X), (0, 1))
    points = []
    for x in X.tolist():
        exact = [Fraction(str(value)) for value in (*x, 1)]
        scale = math.lcm(*(value.denominator for value in exact))
        points.append(tuple(int(value * scale) for value in exact))
    return _separable(points, labels)
