import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    n = len(x)
    centred = x - x.mean(axis=0)
    s = np.sqrt((centred * centred).mean(axis=0) + float(eps))

    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * centred, axis=0)

    g = dout * gamma
    z = centred / s
    dx = (n * g - g.sum(axis=0) - z * (g * z).sum(axis=0)) / (n * s)
    return dx, dgamma, dbeta
