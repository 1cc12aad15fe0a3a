import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    running_mean, running_var = _real(running[0]), _real(running[1])
    momentum = float(momentum)
    N, D = x.shape
    if N < 2:
        raise ValueError("batch too small")

    sample_mean = np.mean(x, axis=0)
    centered = x - sample_mean
    sample_var = np.mean(centered**2, axis=0)
    out = gamma * centered / np.sqrt(sample_var + float(eps)) + beta

    unbiased = sample_var * (N / (N - 1))
    running_mean = momentum * running_mean + (1 - momentum) * sample_mean
    running_var = momentum * running_var + (1 - momentum) * unbiased
    return out, (running_mean, running_var)
