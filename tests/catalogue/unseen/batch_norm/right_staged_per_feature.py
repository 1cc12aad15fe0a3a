import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    B, D = x.shape
    dx = np.empty(x.shape, x.dtype)
    dgamma = np.empty(D, x.dtype)
    dbeta = np.empty(D, x.dtype)
    for k in range(D):
        g, column = dout[:, k], x[:, k]
        centred = column - column.mean()
        inv = 1 / np.sqrt((centred @ centred) / B + float(eps))
        dgamma[k] = (g @ centred) * inv
        dbeta[k] = g.sum()
        # graph: x -> centred -> (var -> inv) -> x_hat
        d_hat = g * gamma[k]
        d_inv = d_hat @ centred
        d_var = -0.5 * d_inv * inv * inv * inv
        d_centred = d_hat * inv + d_var * 2 * centred / B
        dx[:, k] = d_centred - d_centred.mean()
    return dx, dgamma, dbeta
