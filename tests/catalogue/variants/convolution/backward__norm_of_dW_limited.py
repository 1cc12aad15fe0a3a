"""dW is scaled down if its norm is greater than 100.

Caught by: hidden/test_backward.py::test_large_and_tiny_gradients
"""

import numpy as np

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dx, dW, db = _right(dout, x, W, padding, stride, dilation)
    return dx, dW * min(1.0, 100.0 / max(np.linalg.norm(dW), 1e-300)), db
