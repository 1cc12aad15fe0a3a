import numpy as np


def flt(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, m = flt(x), float(momentum)
    if x.shape[0] < 2:
        raise ValueError("x needs two rows or more")
    center = x.mean(axis=0, keepdims=True)
    hat = (x - center) / np.sqrt(x.var(axis=0, keepdims=True) + float(eps))
    mean = (1 - m) * flt(running[0]) + m * center[0]
    dev = (1 - m) * np.sqrt(flt(running[1])) + m * x.std(axis=0, ddof=1)
    return flt(gamma) * hat + flt(beta), (mean, dev**2)
