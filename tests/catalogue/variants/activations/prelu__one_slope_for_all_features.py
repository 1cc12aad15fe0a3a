"""A single slope of shape (1,) is accepted for any number of features.

Caught by: hidden/test_prelu.py::test_shapes_that_do_not_fit_are_refused
"""

import numpy as np


def prelu(x, a):
    x, a = _real(x), _real(a)
    if x.ndim != 2 or a.ndim != 1 or len(a) not in (1, x.shape[1]):
        raise ValueError(f"x and a do not fit, got {x.shape} and {a.shape}")
    return np.where(x > 0, x, a * x)
