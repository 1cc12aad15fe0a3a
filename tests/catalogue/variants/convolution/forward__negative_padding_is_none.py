"""A negative padding is taken as 0 and not refused.

Caught by: hidden/test_forward.py::test_parameters_out_of_range_are_refused
"""

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    return _right(x, W, b, max(padding, 0), stride, dilation)
