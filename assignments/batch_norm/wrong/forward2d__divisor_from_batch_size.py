"""You made the running variance unbiased with the number of images. Each channel has a value per pixel of
every image; look at what n counts in the divisor n - 1.
"""

import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    n = x.shape[0] * x.shape[2] * x.shape[3]
    if n < 2:
        raise ValueError("x must hold at least 2 values per channel")
    mean, var = x.mean(axis=(0, 2, 3)), x.var(axis=(0, 2, 3))
    scale, offset = gamma[:, None, None], beta[:, None, None]
    y = scale * (x - mean[:, None, None]) / np.sqrt(var[:, None, None] + eps) + offset
    n = max(x.shape[0], 2)
    new_mean = (1 - momentum) * running[0] + momentum * mean
    new_var = (1 - momentum) * running[1] + momentum * var * n / (n - 1)
    return y, (new_mean, new_var)
