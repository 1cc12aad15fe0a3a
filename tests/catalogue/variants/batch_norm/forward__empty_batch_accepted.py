"""Only a batch of exactly one sample is refused; an empty one gives NaN.

Caught by: hidden/test_forward.py::test_a_batch_of_one_is_refused
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    if x.shape[0] == 1:
        raise ValueError("x must hold at least 2 samples, got 1.")
    with np.errstate(all="ignore"):
        mean, var = x.sum(axis=0) / np.float64(x.shape[0]), x.var(axis=0) if len(x) else np.zeros(x.shape[1])
        x_hat = (x - mean) / np.sqrt(var + float(eps))
        return gamma * x_hat + beta, _moved(running, mean.astype(x.dtype), var, momentum, x.shape[0])
