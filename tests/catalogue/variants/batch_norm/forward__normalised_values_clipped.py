"""Normalised values are limited to the range from -10 to 10.

Caught by: hidden/test_forward.py::test_nothing_is_clipped
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    _require_two_values(x.shape[0])
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = np.clip((x - mean) / np.sqrt(var + float(eps)), -10.0, 10.0)
    return gamma * x_hat + beta, _moved(running, mean, var, momentum, x.shape[0])
