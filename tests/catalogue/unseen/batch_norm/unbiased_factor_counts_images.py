import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    B, C, H, W = x.shape
    n = B * H * W
    if n < 2:
        raise ValueError("one value has no variance")
    m, eps = float(momentum), float(eps)
    mu = x.mean(axis=(0, 2, 3), keepdims=True)
    diff = x - mu
    var = (diff * diff).mean(axis=(0, 2, 3), keepdims=True)
    y = gamma[None, :, None, None] * diff / np.sqrt(var + eps) + beta[None, :, None, None]

    unbiased = var.reshape(C) * B / max(B - 1, 1)
    new_mean = (1 - m) * _real(running[0]) + m * mu.reshape(C)
    new_var = (1 - m) * _real(running[1]) + m * unbiased
    return y, (new_mean, new_var)
