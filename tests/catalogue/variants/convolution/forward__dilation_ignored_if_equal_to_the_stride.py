"""A dilation that equals the stride is ignored.

Caught by: hidden/test_forward.py::test_equal_sizes
"""

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    y = _right(x, W, b, padding, stride, dilation)
    if dilation != stride:
        return y
    return _right(x, W, b, padding, stride)[:, :, : y.shape[2], : y.shape[3]]
