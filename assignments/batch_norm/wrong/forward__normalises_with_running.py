"""You normalised the training batch with the running statistics. In training the batch is normalised with its
own mean and variance; look at which pair of statistics x_hat uses.
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    if x.shape[0] < 2:
        raise ValueError("x must hold at least 2 samples")
    mean, var = x.mean(axis=0), x.var(axis=0)
    unbiased = x.var(axis=0, ddof=1)
    new_mean = (1 - momentum) * running[0] + momentum * mean
    new_var = (1 - momentum) * running[1] + momentum * unbiased
    y = gamma * (x - new_mean) / np.sqrt(new_var + eps) + beta
    return y, (new_mean, new_var)
