import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    B, D = x.shape
    dx = np.zeros_like(x)
    dgamma = np.zeros_like(gamma)
    dbeta = np.zeros_like(gamma)
    for k in range(D):
        g = dout[:, k]
        d = x[:, k] - x[:, k].mean()
        s = np.sqrt((d * d).mean() + float(eps))
        dbeta[k] = g.sum()
        dgamma[k] = (g * d / s).sum()
        direct = gamma[k] * g / s
        through_variance = -gamma[k] * d * (g * d).sum() / (B * s**3)
        dx[:, k] = direct + through_variance
    return dx, dgamma, dbeta
