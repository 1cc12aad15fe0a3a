"""Integers stay integers, so a step below 1 is rounded away.

Caught by: hidden/test_gradient_check.py::test_whole_and_single_precision_places
"""

import numpy as np

_right = gradient_check


def gradient_check(f, x, analytic, h=1e-5):
    x = np.asarray(x)
    if x.dtype.kind == "f":
        return _right(f, x, analytic, h)
    return _right(lambda p: f(np.trunc(p)), x, analytic, h)
