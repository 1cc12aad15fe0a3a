"""The differences of the values are formed in the type of the integers.

Caught by: hidden/test_interpolant.py::test_dtypes_and_repeated_calls
"""

import numpy as np


def relu_interpolant(xs, ys):
    if xs.ndim != 1 or xs.shape != ys.shape or len(xs) < 2 or len(set(xs.tolist())) < len(xs):
        raise ValueError("at least two points at different places")
    order = np.argsort(xs)
    rises = _real(np.diff(ys[order]))
    xs, ys = _real(xs)[order], _real(ys)[order]
    slopes = rises / np.diff(xs)
    changes = np.diff(slopes, prepend=slopes.dtype.type(0))
    return [(np.ones((1, len(changes)), xs.dtype), -xs[:-1]), (changes[:, np.newaxis], ys[:1])]
