import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    n = x.shape[0]
    if n < 2:
        raise ValueError("x needs two rows or more")
    m = float(momentum)
    keep = 1 - m
    mean = keep * _real(running[0]) + m * x.mean(axis=0)
    var = keep * _real(running[1]) + m * x.var(axis=0, ddof=1)
    # normalise, then scale and shift
    out = (x - mean) / np.sqrt(var + float(eps))
    out = out * gamma + beta
    return out, (mean, var)
