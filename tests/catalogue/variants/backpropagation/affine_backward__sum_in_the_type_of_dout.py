"""The gradient of the biases is summed in the type of the integers.

Caught by: hidden/test_affine_backward.py::test_dtypes_layouts_and_repeated_calls
"""

import numpy as np


def affine_backward(dout, x, W):
    db = _real(np.sum(dout, axis=0, dtype=dout.dtype))
    dout, x, W = _real(dout), _real(x), _real(W)
    return dout @ W.T, x.T @ dout, db
