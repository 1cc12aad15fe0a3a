"""dW has its axes F and C exchanged if they have the same length.

Caught by: hidden/test_backward.py::test_equal_sizes
"""

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dx, dW, db = _right(dout, x, W, padding, stride, dilation)
    return dx, dW.swapaxes(0, 1) if W.shape[0] == W.shape[1] else dW, db
