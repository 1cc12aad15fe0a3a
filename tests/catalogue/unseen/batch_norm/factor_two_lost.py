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
        v = (d**2).mean() + float(eps)
        dgamma[k] = (g * d / np.sqrt(v)).sum()
        dbeta[k] = g.sum()
        gh = g * gamma[k]
        d_var = (-0.5 * gh * d * v**-1.5).sum()
        d_mean = -gh.sum() / np.sqrt(v)
        dx[:, k] = gh / np.sqrt(v) + d_var * d / B + d_mean / B
    return dx, dgamma, dbeta
