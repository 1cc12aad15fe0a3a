"""Only the first ten images of a batch count for dW.

Caught by: hidden/test_backward.py::test_many_images_pixels_and_channels
"""

_right = conv2d_backward


def conv2d_backward(dout, x, W, padding, stride, dilation=1):
    dx, _, db = _right(dout, x, W, padding, stride, dilation)
    return dx, _right(dout[:10], x[:10], W, padding, stride, dilation)[1], db
