import numpy as np


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta, rm, rv = [
        a if a.dtype.kind == "f" else a.astype(np.float64) for a in map(np.asarray, (x, gamma, beta, *running))
    ]
    n = x[:, 0].size
    if n < 2:
        raise ValueError("n < 2")
    mu = x.mean(axis=(2, 3)).mean(axis=0)
    v = x.var(axis=(2, 3)).mean(axis=0)
    shape = (-1, 1, 1)
    y = gamma.reshape(shape) * (x - mu.reshape(shape)) / np.sqrt(v + float(eps)).reshape(shape) + beta.reshape(shape)
    rm = rm * (1 - float(momentum)) + float(momentum) * mu
    rv = rv * (1 - float(momentum)) + float(momentum) * v * n / (n - 1)
    return y, (rm, rv)
