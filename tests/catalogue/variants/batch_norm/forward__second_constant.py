"""A second constant of 1e-8 is added to the divisor, after the root.

Caught by: hidden/test_forward.py::test_nothing_but_eps_is_added_to_the_variance
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    _require_two_values(x.shape[0])
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / (np.sqrt(var + float(eps)) + 1e-8)
    return gamma * x_hat + beta, _moved(running, mean, var, momentum, x.shape[0])
