import numpy as np


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = (np.asarray(a) for a in (dout, x, gamma))
    if x.dtype.kind != "f" or dout.dtype.kind != "f" or gamma.dtype.kind != "f":
        dout, x, gamma = (a.astype(np.float64) for a in (dout, x, gamma))
    inv = 1 / np.sqrt(x.var(axis=0) + float(eps))
    xhat = (x - x.mean(axis=0)) * inv
    avg = np.mean(dout, axis=0)
    corr = np.mean(dout * xhat, axis=0)
    dx = gamma * dout - avg - xhat * corr
    dx = dx * inv
    return dx, corr * len(x), avg * len(x)
