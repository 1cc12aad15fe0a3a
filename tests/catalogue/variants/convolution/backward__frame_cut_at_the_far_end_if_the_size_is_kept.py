"""dx is cut out at the wrong place if the output is as large as the image.

Caught by: hidden/test_backward.py::test_equal_sizes
"""

import numpy as np

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dx, dW, db = _right(dout, x, W, padding, stride, dilation)
    if dout.shape[2:] == x.shape[2:]:
        dx = np.roll(dx, padding, axis=(2, 3))
    return dx, dW, db
