import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    n = x.shape[0]
    mean = x.mean(axis=0)
    std = np.sqrt(x.var(axis=0) + float(eps))
    x_hat = (x - mean) / std
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    # direct - through mean - through variance
    dx = (gamma / std) * (dout - dbeta / n - dgamma / n)
    return dx, dgamma, dbeta
