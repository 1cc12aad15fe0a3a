"""Columns of the output beyond the 32nd stay 0.

Caught by: hidden/test_forward.py::test_many_images_pixels_and_channels
"""

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    y = _right(x, W, b, padding, stride, dilation)
    y[:, :, :, 32:] = 0
    return y
