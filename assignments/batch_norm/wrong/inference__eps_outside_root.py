"""You added eps to the running standard deviation, after the root was taken. It belongs to the variance, as
in training; look at how far the root reaches.
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    mean, var = running
    return gamma * (x - mean) / (np.sqrt(var) + eps) + beta
