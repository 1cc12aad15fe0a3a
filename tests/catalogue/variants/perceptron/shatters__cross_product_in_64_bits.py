"""Whether three points are on one line is computed in 64 bits, where large integers overflow.

Caught by: hidden/test_shatters.py::test_huge_numbers
"""

import itertools

import numpy as np


def shatters_2d(points):
    points = np.asarray(points)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(f"points must have shape (n, 2) with n >= 1, got {points.shape}")
    if points.dtype.kind not in "iu":
        rows = _points(points)
        return all(_separable(rows, labels) for labels in itertools.product((0.0, 1.0), repeat=len(rows)))
    if len(points) > 3 or len(np.unique(points, axis=0)) < len(points):
        return False
    if len(points) < 3:
        return True
    points = points.astype(np.int64)
    (a, b), (c, d) = points[1] - points[0], points[2] - points[0]
    with np.errstate(over="ignore"):
        return bool(a * d != b * c)
