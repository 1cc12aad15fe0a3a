"""Where the last axis is as long as gamma, the channels are taken to be last.

Caught by: hidden/test_forward2d.py::test_square_images_and_axes_of_equal_length
"""

import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    axis = 3 if x.shape[3] == len(gamma) else 1
    rows = np.moveaxis(_real(x), axis, -1)
    y, moved = batchnorm_forward(rows.reshape(-1, len(gamma)), gamma, beta, running, momentum, eps)
    return np.moveaxis(y.reshape(rows.shape), -1, axis), moved
