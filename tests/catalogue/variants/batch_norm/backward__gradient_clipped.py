"""The gradient of x is limited to the range from -1000 to 1000.

Caught by: hidden/test_backward.py::test_large_and_small_gradients_are_not_clipped
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    n = x.shape[0]
    std = np.sqrt(x.var(axis=0) + float(eps))
    x_hat = (x - x.mean(axis=0)) / std
    dgamma, dbeta = (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    return np.clip(gamma / std * (dout - dbeta / n - x_hat * dgamma / n), -1e3, 1e3), dgamma, dbeta
