import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    x = _real(x)
    if x.shape[0] > 1:
        mean, var = np.mean(x, axis=0), np.var(x, axis=0)
    else:
        # a single row has no statistics of its own
        mean, var = _real(running[0]), _real(running[1])
    return _real(gamma) * (x - mean) / np.sqrt(var + float(eps)) + _real(beta)
