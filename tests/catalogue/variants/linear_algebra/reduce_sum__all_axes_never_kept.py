"""With axis=None the result has no axes, also with keepdims=True.

Caught by: hidden/test_reduce_sum.py::test_the_summed_axis_stays
"""

import numpy as np


def reduce_sum(A, axis=None, keepdims=False):
    A = _real(A)
    if axis is None:
        return A.sum()
    return np.sum(A, axis=axis, keepdims=keepdims)
