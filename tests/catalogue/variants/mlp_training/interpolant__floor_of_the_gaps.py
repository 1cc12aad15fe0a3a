"""Distances below 1e-4 count as 1e-4.

Caught by: hidden/test_interpolant.py::test_near_and_distant_points
"""

import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2:
        raise ValueError("xs and ys must both have shape (n,) with n >= 2")
    order = np.argsort(xs)
    xs, ys = xs[order], ys[order]
    gaps = np.diff(xs)
    if not (gaps > 0).all():
        raise ValueError("xs must hold different places")
    slopes = np.diff(ys) / np.maximum(gaps, xs.dtype.type(1e-4))
    changes = np.diff(slopes, prepend=slopes.dtype.type(0))
    return [(np.ones((1, len(gaps)), xs.dtype), -xs[:-1]), (changes[:, np.newaxis], ys[:1])]
