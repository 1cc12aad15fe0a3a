"""eps is added to the variance, and once more to its root.

Caught by: hidden/test_forward.py::test_eps_is_added_to_the_variance
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    _require_two_values(x.shape[0])
    mean, var = x.mean(axis=0), x.var(axis=0)
    x_hat = (x - mean) / (np.sqrt(var + float(eps)) + float(eps))
    return gamma * x_hat + beta, _moved(running, mean, var, momentum, x.shape[0])
