"""You put the population variance of the batch, which divides by B, into the running variance. The running
variance stands for all data, not for this batch; look at its divisor in the formula.
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    if x.shape[0] < 2:
        raise ValueError("x must hold at least 2 samples")
    mean, var = x.mean(axis=0), x.var(axis=0)
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    new_mean = (1 - momentum) * running[0] + momentum * mean
    new_var = (1 - momentum) * running[1] + momentum * var
    return y, (new_mean, new_var)
