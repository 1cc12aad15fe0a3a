import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    N, D = x.shape
    if N < 2:
        raise ValueError("N must be at least 2")
    m = float(momentum)
    sample_mean = x.mean(axis=0)
    sample_var = x.var(axis=0)
    running_mean, running_var = _real(running[0]), _real(running[1])
    running_mean *= 1 - m
    running_mean += m * sample_mean
    running_var *= 1 - m
    running_var += m * sample_var * (N / (N - 1))
    out = gamma * (x - sample_mean) / np.sqrt(sample_var + float(eps)) + beta
    return out, (running_mean, running_var)
