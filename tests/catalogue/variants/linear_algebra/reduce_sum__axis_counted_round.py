"""An axis that is not there is taken modulo the number of axes.

Caught by: hidden/test_reduce_sum.py::test_an_axis_that_is_not_there_is_refused
"""

import numpy as np


def reduce_sum(A, axis=None, keepdims=False):
    A = _real(A)
    if axis is not None:
        axis = axis % A.ndim
    return np.sum(A, axis=axis, keepdims=keepdims)
