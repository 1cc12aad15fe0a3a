"""You averaged the variance with eps already added, so that inference will add it twice. Keep the plain
variance; look at the line that moves the running variance.
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    if x.shape[0] < 2:
        raise ValueError("x must hold at least 2 samples")
    mean, var = x.mean(axis=0), x.var(axis=0)
    y = gamma * (x - mean) / np.sqrt(var + eps) + beta
    new_mean = (1 - momentum) * running[0] + momentum * mean
    new_var = (1 - momentum) * running[1] + momentum * (x.var(axis=0, ddof=1) + eps)
    return y, (new_mean, new_var)
