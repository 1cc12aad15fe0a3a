"""Integer pixels are summed in their own dtype, where the sum overflows.

Caught by: hidden/test_forward2d.py::test_narrow_and_unsigned_integers
"""

import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    n = x.size // x.shape[1]
    _require_two_values(n)
    mean = _real(x.sum(axis=(0, 2, 3), dtype=x.dtype)) / n
    x = _real(x)
    var = ((x - _per_channel(mean)) ** 2).mean(axis=(0, 2, 3))
    x_hat = (x - _per_channel(mean)) / np.sqrt(_per_channel(var) + float(eps))
    y = _per_channel(_real(gamma)) * x_hat + _per_channel(_real(beta))
    return y, _moved(running, mean, var, momentum, n)
