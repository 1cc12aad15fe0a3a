"""A point that comes twice counts once.

Caught by: hidden/test_interpolant.py::test_points_that_determine_nothing_are_refused
"""

import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2:
        raise ValueError("xs and ys must both have shape (n,) with n >= 2")
    order = np.argsort(xs)
    xs, ys = xs[order], ys[order]
    gaps = np.diff(xs)
    if ((gaps == 0) & (np.diff(ys) != 0)).any():
        raise ValueError("xs must hold different places")
    slopes = np.divide(np.diff(ys), gaps, out=np.zeros_like(gaps), where=gaps > 0)
    changes = np.diff(slopes, prepend=slopes.dtype.type(0))
    return [(np.ones((1, len(gaps)), xs.dtype), -xs[:-1]), (changes[:, np.newaxis], ys[:1])]
