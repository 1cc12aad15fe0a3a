import numpy as np


def flt(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = flt(x), flt(gamma), flt(beta)
    n = x.shape[0]
    if n < 2:
        raise ValueError("batch of one")
    run_mean, run_var = flt(running[0]), flt(running[1])
    mu = x.sum(axis=0) / n
    dev = x - mu
    y = gamma * dev / np.sqrt((dev * dev).sum(axis=0) / n + float(eps)) + beta
    run_mean = (1 - momentum) * run_mean + momentum * mu
    spread = ((x - run_mean) ** 2).sum(axis=0) / (n - 1)
    run_var = (1 - momentum) * run_var + momentum * spread
    return y, (run_mean, run_var)
