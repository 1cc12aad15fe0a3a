"""A square kernel is transposed; other kernels are used as they are.

From the audit.
Caught by: hidden/test_forward.py::test_equal_sizes
"""

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    if W.shape[2] == W.shape[3]:
        W = W.swapaxes(2, 3)
    return _right(x, W, b, padding, stride, dilation)
