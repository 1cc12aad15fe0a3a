import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x = _real(x)
    n = x.size
    if n < 2:
        raise ValueError(f"only {n} value(s) in the batch")
    axes = (0, 2, 3)
    mu = x.mean(axis=axes, keepdims=True)
    var = x.var(axis=axes, keepdims=True)
    g = _real(gamma)[None, :, None, None]
    b = _real(beta)[None, :, None, None]
    y = g * (x - mu) / np.sqrt(var + float(eps)) + b
    m = float(momentum)
    mean_new = (1 - m) * _real(running[0]) + m * mu.ravel()
    var_new = (1 - m) * _real(running[1]) + m * var.ravel() * (n / (n - 1))
    return y, (mean_new, var_new)
