"""The sum is formed in float32.

Caught by: hidden/test_forward.py::test_weighted_sum_over_taps_and_channels
"""

import numpy as np

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    narrow = (_real(a).astype(np.float32) for a in (x, W, b))
    return _right(*narrow, padding, stride, dilation).astype(_real(x).dtype)
