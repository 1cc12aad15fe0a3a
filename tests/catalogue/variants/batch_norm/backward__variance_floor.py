"""A variance below 1e-12 is raised to 1e-12 before the gradients are computed.

Caught by: hidden/test_backward.py::test_nothing_but_eps_is_added_to_the_variance
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    n = x.shape[0]
    std = np.sqrt(np.maximum(x.var(axis=0), 1e-12) + float(eps))
    x_hat = (x - x.mean(axis=0)) / std
    dgamma, dbeta = (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    return gamma / std * (dout - dbeta / n - x_hat * dgamma / n), dgamma, dbeta
