import numpy as np


def as_real(*arrays):
    return [a if np.issubdtype(a.dtype, np.floating) else a.astype(float) for a in map(np.asarray, arrays)]


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta, rm, rv = as_real(x, gamma, beta, *running)
    B = x.shape[0]
    if B < 2:
        raise ValueError(f"B = {B}")
    mu = np.mean(x, axis=0)
    v = np.var(x, axis=0) + float(eps)
    y = gamma * ((x - mu) / v**0.5) + beta
    keep = 1 - float(momentum)
    rm = keep * rm + momentum * mu
    rv = keep * rv + momentum * (v * B / (B - 1))
    return y, (rm, rv)
