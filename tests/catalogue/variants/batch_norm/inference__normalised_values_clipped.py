"""Normalised values are limited to the range from -100 to 100.

Caught by: hidden/test_inference.py::test_nothing_is_clipped
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    mean, var = running
    x_hat = (_real(x) - _real(mean)) / np.sqrt(_real(var) + float(eps))
    return _real(gamma) * np.clip(x_hat, -100.0, 100.0) + _real(beta)
