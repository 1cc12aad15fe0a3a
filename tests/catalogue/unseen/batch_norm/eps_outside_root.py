import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    n = len(x)
    if n < 2:
        raise ValueError("need at least two samples")
    mu = x.mean(axis=0)
    std = x.std(axis=0)
    x_hat = (x - mu) / (std + float(eps))
    y = gamma * x_hat + beta
    m = float(momentum)
    new_mean = (1 - m) * _real(running[0]) + m * mu
    new_var = (1 - m) * _real(running[1]) + m * x.var(axis=0, ddof=1)
    return y, (new_mean, new_var)
