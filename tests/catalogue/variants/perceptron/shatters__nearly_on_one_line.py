"""Whether three points are on one line is decided with a relative tolerance of 1e-12.

Caught by: hidden/test_shatters.py::test_two_points_that_are_neighbours
"""

import itertools

import numpy as np


def shatters_2d(points):
    rows = _points(points)
    if len(rows[0]) != 3:
        raise ValueError(f"points must have shape (n, 2), got {np.shape(points)}")
    if len(rows) == 3:
        (a, b), (c, d) = np.diff(np.asarray(points).astype(np.float64), axis=0)
        if abs(a * d - b * c) <= 1e-12 * (abs(a * d) + abs(b * c)):
            return False
    return all(_separable(rows, labels) for labels in itertools.product((0.0, 1.0), repeat=len(rows)))
