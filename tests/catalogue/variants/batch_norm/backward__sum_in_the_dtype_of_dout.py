"""Integer upstream gradients are summed in their own dtype, where the sum overflows.

Caught by: hidden/test_backward.py::test_narrow_and_unsigned_integers
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    n = x.shape[0]
    dbeta = _real(dout.sum(axis=0, dtype=dout.dtype))
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    std = np.sqrt(x.var(axis=0) + float(eps))
    x_hat = (x - x.mean(axis=0)) / std
    dgamma = (dout * x_hat).sum(axis=0)
    return gamma / std * (dout - dbeta / n - x_hat * dgamma / n), dgamma, dbeta
