"""Images and channels are exchanged if there are as many of one as of the other.

Caught by: hidden/test_forward.py::test_equal_sizes
"""

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    if x.shape[0] == x.shape[1]:
        x = x.swapaxes(0, 1)
    return _right(x, W, b, padding, stride, dilation)
