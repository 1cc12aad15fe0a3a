"""You returned the running statistics as variance first, mean second. Keep the order in which they came in;
look at the tuple after return.
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
    return y, (new_var, new_mean)
