import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    mean, var = (_real(s) for s in running)
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    x_hat = (x - mean) / (np.sqrt(var) + float(eps))
    return gamma * (x_hat + beta)
