"""A momentum of 0 is taken for a missing one, and 0.1 is used instead.

Caught by: hidden/test_forward.py::test_momentum_zero_keeps_and_momentum_one_replaces
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    _require_two_values(x.shape[0])
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / np.sqrt(var + float(eps))
    return gamma * x_hat + beta, _moved(running, mean, var, momentum or 0.1, x.shape[0])
