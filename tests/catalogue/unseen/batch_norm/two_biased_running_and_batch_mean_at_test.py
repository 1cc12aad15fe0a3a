import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    if x.shape[0] < 2:
        raise ValueError("at least two samples")
    mean, var = x.mean(axis=0), x.var(axis=0)
    y = gamma * (x - mean) / np.sqrt(var + float(eps)) + beta
    m = float(momentum)
    r_mean = _real(running[0]) * (1 - m) + mean * m
    r_var = _real(running[1]) * (1 - m) + var * m
    return y, (r_mean, r_var)


def batchnorm_inference(x, gamma, beta, running, eps):
    x = _real(x)
    _, var = running
    mean = x.mean(axis=0)
    return _real(gamma) * (x - mean) / np.sqrt(_real(var) + float(eps)) + _real(beta)
