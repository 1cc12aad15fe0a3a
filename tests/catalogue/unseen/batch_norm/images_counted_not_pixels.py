import numpy as np


def flt(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = flt(x), flt(gamma), flt(beta)
    B, C, H, W = x.shape
    if B * H * W < 2:
        raise ValueError("too few values per channel")
    mean = x.mean(axis=(0, 2, 3), keepdims=True)
    var = x.var(axis=(0, 2, 3), keepdims=True)
    y = (x - mean) / np.sqrt(var + float(eps)) * gamma.reshape(1, C, 1, 1) + beta.reshape(1, C, 1, 1)
    mean, var = mean.ravel(), var.ravel()
    corrected = var * B / max(B - 1, 1)
    m = float(momentum)
    return y, ((1 - m) * flt(running[0]) + m * mean, (1 - m) * flt(running[1]) + m * corrected)
