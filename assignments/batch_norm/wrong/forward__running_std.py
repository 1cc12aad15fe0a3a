"""You keep a running standard deviation where a running variance is asked for. Both are spreads, but
inference takes the root itself; look at which of the two you average.
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    if x.shape[0] < 2:
        raise ValueError("x must hold at least 2 samples")
    mean, var = x.mean(axis=0), x.var(axis=0)
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    new_mean = (1 - momentum) * running[0] + momentum * mean
    new_var = (1 - momentum) * running[1] + momentum * x.std(axis=0, ddof=1)
    return y, (new_mean, new_var)
