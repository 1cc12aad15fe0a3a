"""You normalised with the mean and variance of the batch at hand. At inference a row must not depend on its
neighbours; look at what the argument running is for.
"""

import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps) + beta
