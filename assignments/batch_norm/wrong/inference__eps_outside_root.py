"""You added eps to the running standard deviation, after the root was taken. It belongs to the variance, as
in training; look at how far the root reaches.
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    x, mean, var = _real(x), _real(running[0]), _real(running[1])
    return gamma * (x - mean) / (np.sqrt(var) + eps) + beta
