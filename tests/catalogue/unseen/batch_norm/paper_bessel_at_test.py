import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    mean, var = _real(running[0]), _real(running[1])
    m = x.shape[0]
    if m > 1:
        var = m / (m - 1) * var  # unbiased estimate
    return gamma * (x - mean) / np.sqrt(var + float(eps)) + beta
