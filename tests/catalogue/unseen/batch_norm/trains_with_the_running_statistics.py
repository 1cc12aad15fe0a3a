import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    n = len(x)
    if n < 2:
        raise ValueError("batch too small")
    m = float(momentum)
    # update the statistics first ...
    mean = (1 - m) * _real(running[0]) + m * np.mean(x, axis=0)
    var = (1 - m) * _real(running[1]) + m * np.var(x, axis=0, ddof=1)
    # ... then normalise
    x_hat = (x - mean) / np.sqrt(var + float(eps))
    return gamma * x_hat + beta, (mean, var)
