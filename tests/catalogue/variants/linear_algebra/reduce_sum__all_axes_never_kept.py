"""With axis=None the result has no axes, also with keepdims=True."""

import numpy as np


def reduce_sum(A, axis=None, keepdims=False):
    A = _real(A)
    if axis is None:
        return A.sum()
    return np.sum(A, axis=axis, keepdims=keepdims)
