import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    m = x.shape[0]
    eps = float(eps)
    mu = x.mean(axis=0)
    var = x.var(axis=0)
    inv = 1 / np.sqrt(var + eps)
    xhat = (x - mu) * inv

    dbeta = dout.sum(axis=0)
    dgamma = np.sum(dout * xhat, axis=0)

    dxhat = dout * gamma
    dvar = np.sum(dxhat * (x - mu), axis=0) * -0.5 * inv
    dmu = -np.sum(dxhat * inv, axis=0)
    dx = dxhat * inv + dvar * 2 * (x - mu) / m + dmu / m
    return dx, dgamma, dbeta
