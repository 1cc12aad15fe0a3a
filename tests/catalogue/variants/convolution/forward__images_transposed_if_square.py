"""The result is transposed if the images are square.

Caught by: hidden/test_forward.py::test_equal_sizes
"""

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    y = _right(x, W, b, padding, stride, dilation)
    return y.swapaxes(2, 3) if x.shape[2] == x.shape[3] and y.shape[2] == y.shape[3] else y
