"""You added eps to the standard deviation, after the root was taken. The forward pass adds it to the
variance; look at how far the root reaches.
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    n = x.shape[0]
    std = np.sqrt(x.var(axis=0)) + eps
    x_hat = (x - x.mean(axis=0)) / std
    dout = dout.astype(np.result_type(dout, x_hat))
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / std * (dout - dbeta / n - x_hat * dgamma / n)
    return dx, dgamma, dbeta
