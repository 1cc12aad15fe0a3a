"""The mean is converted to the dtype of integer inputs, which cuts off its digits.

Caught by: hidden/test_forward.py::test_narrow_and_unsigned_integers
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    _require_two_values(x.shape[0])
    mean, var = x.mean(axis=0).astype(x.dtype), x.var(axis=0)
    x_hat = (_real(x) - _real(mean)) / np.sqrt(var + float(eps))
    return _real(gamma) * x_hat + _real(beta), _moved(running, _real(mean), var, momentum, x.shape[0])
