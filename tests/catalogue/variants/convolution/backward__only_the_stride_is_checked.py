"""A stride less than 1 is refused, a dilation or padding out of range is not.

Caught by: hidden/test_backward.py::test_parameters_out_of_range_are_refused
"""

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    return _right(dout, x, W, max(padding, 0), stride, max(dilation, 1))
