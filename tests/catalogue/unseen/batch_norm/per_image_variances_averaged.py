import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    B, C, H, W = x.shape
    n = B * H * W
    if n < 2:
        raise ValueError("not enough pixels")
    mu = x.mean(axis=(2, 3)).mean(axis=0)  # (C,)
    var = x.var(axis=(2, 3)).mean(axis=0)  # (C,)
    y = (x - mu.reshape(1, C, 1, 1)) / np.sqrt(var.reshape(1, C, 1, 1) + float(eps))
    y = gamma.reshape(1, C, 1, 1) * y + beta.reshape(1, C, 1, 1)
    m = float(momentum)
    new_mean = (1 - m) * _real(running[0]) + m * mu
    new_var = (1 - m) * _real(running[1]) + m * var * (n / (n - 1))
    return y, (new_mean, new_var)
