"""The axes F and C of the kernels are exchanged if they have the same length.

Caught by: hidden/test_forward.py::test_equal_sizes
"""

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    if W.shape[0] == W.shape[1]:
        W = W.swapaxes(0, 1)
    return _right(x, W, b, padding, stride, dilation)
