import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    B = x.shape[0]
    sigma = np.sqrt(x.var(axis=0) + float(eps))
    xhat = (x - x.mean(axis=0)) / sigma
    dgamma = np.einsum("ik,ik->k", dout, xhat)
    dbeta = dout.mean(axis=0)
    dx = (dout - dout.sum(axis=0) / B - xhat * dgamma / B) / sigma
    return dx, dgamma, dbeta
