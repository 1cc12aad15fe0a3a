"""You replaced the starting values by the first batch instead of blending it in. Mean 0 and variance 1 count
like any other state; look at what your code does before the first step.
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    if x.shape[0] < 2:
        raise ValueError("x must hold at least 2 samples")
    mean, var = x.mean(axis=0), x.var(axis=0)
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    unbiased = x.var(axis=0, ddof=1)
    new_mean = (1 - momentum) * running[0] + momentum * mean
    new_var = (1 - momentum) * running[1] + momentum * unbiased
    if not running[0].any() and (running[1] == 1).all():
        new_mean, new_var = mean, unbiased
    return y, (new_mean, new_var)
