"""Your dx leaves out the way through the batch variance. Every sample moves the variance, and with it the
divisor of every output; differentiate the root as well.
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    n = x.shape[0]
    std = np.sqrt(x.var(axis=0) + eps)
    x_hat = (x - x.mean(axis=0)) / std
    dout = dout.astype(np.result_type(dout, x_hat))
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / std * (dout - dbeta / n)
    return dx, dgamma, dbeta
