"""Only the first eight channels are summed.

Caught by: hidden/test_forward.py::test_many_images_pixels_and_channels
"""

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    if W.shape[1] != x.shape[1]:
        raise ValueError("channels differ")
    return _right(x[:, :8], W[:, :8], b, padding, stride, dilation)
