import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    B = x.shape[0]
    mu = x.mean(axis=0)
    xmu = x - mu
    var = (xmu**2).mean(axis=0)
    istd = 1.0 / np.sqrt(var + float(eps))
    xhat = xmu * istd

    dbeta = dout.sum(axis=0)
    dgamma = (dout * xhat).sum(axis=0)

    dxhat = dout * gamma
    dvar = (dxhat * xmu).sum(axis=0) * (-0.5) * istd
    dmu = -(dxhat * istd).sum(axis=0)
    dx = dxhat * istd + dvar * 2 * xmu / B + dmu / B
    return dx, dgamma, dbeta
