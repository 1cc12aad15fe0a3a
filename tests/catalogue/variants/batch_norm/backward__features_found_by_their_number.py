"""The axis of the features is found by its length, which fails where B = D.

Caught by: hidden/test_backward.py::test_as_many_samples_as_features
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    axis = 1 - x.shape.index(len(gamma))
    dout, x, gamma = np.moveaxis(_real(dout), axis, 0), np.moveaxis(_real(x), axis, 0), _real(gamma)
    n = x.shape[0]
    std = np.sqrt(x.var(axis=0) + float(eps))
    x_hat = (x - x.mean(axis=0)) / std
    dgamma, dbeta = (dout * x_hat).sum(axis=0), dout.sum(axis=0)
    return np.moveaxis(gamma / std * (dout - dbeta / n - x_hat * dgamma / n), 0, axis), dgamma, dbeta
