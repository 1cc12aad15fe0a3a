"""You multiplied the upstream gradient with the raw x to get dgamma. What gamma scales is the normalised
input; look at what stands beside gamma in the formula of y.
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    n = x.shape[0]
    std = np.sqrt(x.var(axis=0) + eps)
    x_hat = (x - x.mean(axis=0)) / std
    dout = dout.astype(np.result_type(dout, x_hat))
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx = gamma / std * (dout - dbeta / n - x_hat * dgamma / n)
    return dx, (dout * x).sum(axis=0), dbeta
