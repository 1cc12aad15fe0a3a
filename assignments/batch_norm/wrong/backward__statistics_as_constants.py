"""You treated mean and variance as constants, as they are at inference. In training both depend on x; look
for the two further terms that this gives dx.
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    std = np.sqrt(x.var(axis=0) + eps)
    x_hat = (x - x.mean(axis=0)) / std
    dout = dout.astype(np.result_type(dout, x_hat))
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / std * dout
    return dx, dgamma, dbeta
