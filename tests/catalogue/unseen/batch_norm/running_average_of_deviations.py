import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    B = x.shape[0]
    if B < 2:
        raise ValueError("need two samples at least")
    m = float(momentum)
    mu = x.sum(axis=0) / B
    centred = x - mu
    var = (centred ** 2).sum(axis=0) / B
    y = gamma * centred / np.sqrt(var + float(eps)) + beta
    run_mean, run_var = _real(running[0]), _real(running[1])
    run_mean = (1 - m) * run_mean + m * mu
    run_var = (1 - m) * run_var + m * np.std(x, axis=0, ddof=1)
    return y, (run_mean, run_var)
