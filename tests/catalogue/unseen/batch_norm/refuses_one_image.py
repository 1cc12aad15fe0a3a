import numpy as np


def real(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x = real(x)
    if len(x) < 2:
        raise ValueError("a batch needs at least two images")
    by_channel = x.swapaxes(0, 1).reshape(x.shape[1], -1)
    mean = by_channel.mean(axis=1)
    dev = by_channel - mean[:, None]
    n = dev.shape[1]
    total = (dev * dev).sum(axis=1)
    z = dev / np.sqrt(total / n + float(eps))[:, None] * real(gamma)[:, None] + real(beta)[:, None]
    y = z.reshape(x.shape[1], x.shape[0], *x.shape[2:]).swapaxes(0, 1)
    m = float(momentum)
    new_mean = m * mean + (1 - m) * real(running[0])
    new_var = m * total / (n - 1) + (1 - m) * real(running[1])
    return y, (new_mean, new_var)
