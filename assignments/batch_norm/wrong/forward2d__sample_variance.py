"""You normalised the channels with the sample variance, which divides by n - 1. The running variance wants
that one; look at which variance x_hat divides by.
"""

import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    n = x.shape[0] * x.shape[2] * x.shape[3]
    if n < 2:
        raise ValueError("x must hold at least 2 values per channel")
    mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
    scale, offset = gamma[:, None, None], beta[:, None, None]
    y = scale * (x - mean[:, None, None]) / np.sqrt(var[:, None, None] * n / (n - 1) + eps) + offset
    new_mean = (1 - momentum) * running[0] + momentum * mean
    new_var = (1 - momentum) * running[1] + momentum * var * n / (n - 1)
    return y, (new_mean, new_var)
