"""The axis of the features is found by its length, which fails where B = D.

Caught by: hidden/test_forward.py::test_as_many_samples_as_features
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    _require_two_values(x.shape[0])
    axis = 1 - x.shape.index(len(gamma))
    x, gamma, beta = (np.moveaxis(_real(x), axis, 0), _real(gamma), _real(beta))
    mean, var = x.mean(axis=0), x.var(axis=0)
    y = gamma * (x - mean) / np.sqrt(var + float(eps)) + beta
    return np.moveaxis(y, 0, axis), _moved(running, mean, var, momentum, x.shape[0])
