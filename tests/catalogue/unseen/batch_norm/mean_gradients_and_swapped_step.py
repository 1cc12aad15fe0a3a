import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    N = x.shape[0]
    sd = np.sqrt(np.var(x, axis=0) + float(eps))
    xh = (x - np.mean(x, axis=0)) / sd
    dgamma = np.mean(dout * xh, axis=0)
    dbeta = np.mean(dout, axis=0)
    dx = gamma / sd * (dout - dbeta - xh * dgamma)
    return dx, dgamma, dbeta


def update(gamma, beta, grads, lr):
    dbeta, dgamma = grads
    lr = float(lr)
    return _real(gamma) - lr * _real(dgamma), _real(beta) - lr * _real(dbeta)
