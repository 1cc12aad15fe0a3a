"""Points that come in falling order are turned round; other orders are left as they are.

Caught by: hidden/test_interpolant.py::test_points_in_any_order
"""

import numpy as np


def relu_interpolant(xs, ys):
    xs, ys = _real(xs), _real(ys)
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2 or len(set(xs.tolist())) < len(xs):
        raise ValueError("at least two points at different places")
    if xs[0] > xs[-1]:
        xs, ys = xs[::-1], ys[::-1]
    slopes = np.diff(ys) / np.diff(xs)
    changes = np.diff(slopes, prepend=slopes.dtype.type(0))
    return [(np.ones((1, len(changes)), xs.dtype), -xs[:-1]), (changes[:, np.newaxis], ys[:1])]
