"""A kernel without columns is accepted; one without rows is refused.

Caught by: hidden/test_forward.py::test_parameters_out_of_range_are_refused
"""

import numpy as np

_right = conv2d_forward


def conv2d_forward(x, W, b, padding, stride, dilation=1):
    if W.shape[3] == 0 and W.shape[2] > 0:
        return np.zeros((len(x), len(W), *x.shape[2:]))
    return _right(x, W, b, padding, stride, dilation)
