"""Upstream gradients nearer to 0 than 1e-12 are skipped.

Caught by: hidden/test_backward.py::test_large_and_tiny_gradients
"""

import numpy as np

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dout = _real(dout)
    return _right(np.where(np.abs(dout) < 1e-12, 0, dout).astype(dout.dtype), x, W, padding, stride, dilation)
