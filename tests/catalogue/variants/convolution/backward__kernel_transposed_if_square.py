"""dx uses a transposed kernel if the kernel is square.

Caught by: hidden/test_backward.py::test_equal_sizes
"""

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    _, dW, db = _right(dout, x, W, padding, stride, dilation)
    if W.shape[2] == W.shape[3]:
        W = W.swapaxes(2, 3)
    return _right(dout, x, W, padding, stride, dilation)[0], dW, db
