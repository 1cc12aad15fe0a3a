"""Integers are added in 64 bits and converted afterwards, so that large sums overflow.

Caught by: hidden/test_reduce_sum.py::test_every_narrow_type
"""

import numpy as np


def reduce_sum(A, axis=None, keepdims=False):
    return _real(np.sum(A, axis=axis, keepdims=keepdims))
