"""You left eps out of the standard deviation in the gradient. The backward pass differentiates the forward
pass as it was; look at your divisor.
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    n = x.shape[0]
    std = np.sqrt(x.var(axis=0))
    x_hat = (x - x.mean(axis=0)) / std
    dout = dout.astype(np.result_type(dout, x_hat))
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / std * (dout - dbeta / n - x_hat * dgamma / n)
    return dx, dgamma, dbeta
