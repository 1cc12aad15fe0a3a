"""Products of 8-bit integers for dW are formed in 8 bits, and only their sum in float64.

Caught by: hidden/test_backward.py::test_integers_of_every_width
"""

import numpy as np

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dx, dW, db = _right(dout, x, W, padding, stride, dilation)
    padded = _padded(np.asarray(x), padding)
    for i, j in np.ndindex(W.shape[2:]):
        pixels = padded[_met_by(i, j, dout.shape[2:], stride, dilation)]
        products = dout[:, :, np.newaxis] * pixels[:, np.newaxis]
        dW[:, :, i, j] = products.sum(axis=(0, 3, 4), dtype=dW.dtype)
    return dx, dW, db
