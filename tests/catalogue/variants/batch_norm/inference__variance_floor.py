"""A running variance below 1e-12 is raised to 1e-12.

Caught by: hidden/test_inference.py::test_nothing_but_eps_is_added_to_the_running_variance
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    mean, var = running
    x_hat = (_real(x) - _real(mean)) / np.sqrt(np.maximum(_real(var), 1e-12) + float(eps))
    return _real(gamma) * x_hat + _real(beta)
