"""16-bit images are read as signed, so that large unsigned pixels become negative.

Caught by: hidden/test_forward.py::test_integers_of_every_width
"""

import numpy as np

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    x = x.astype(np.int16) if x.dtype == np.uint16 else x
    return _right(x, W, b, padding, stride, dilation)
