import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    n = len(x)
    c = x - x.mean(0)
    s2 = (c**2).mean(0) + float(eps)
    s = s2**0.5
    dgamma = np.einsum("bd,bd->d", dout, c)
    dbeta = np.einsum("bd->d", dout)
    dx = gamma / s * (dout - dbeta / n - c / s2 * dgamma / n)
    return dx, dgamma, dbeta
