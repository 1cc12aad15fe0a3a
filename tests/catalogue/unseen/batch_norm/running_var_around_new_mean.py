import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    B = x.shape[0]
    if B < 2:
        raise ValueError("B must be at least 2")
    old_mean, old_var = running
    m = float(momentum)

    mu = x.sum(axis=0) / B
    var = ((x - mu) ** 2).sum(axis=0) / B
    y = gamma * ((x - mu) / np.sqrt(var + float(eps))) + beta

    # running statistics
    mu = (1 - m) * _real(old_mean) + m * mu
    var = (1 - m) * _real(old_var) + m * ((x - mu) ** 2).sum(axis=0) / (B - 1)
    return y, (mu, var)
