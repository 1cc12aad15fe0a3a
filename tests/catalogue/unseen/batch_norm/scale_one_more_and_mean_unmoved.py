import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta, old_mean, old_var = [
        a if a.dtype.kind == "f" else a.astype(np.float64) for a in map(np.asarray, (x, gamma, beta, *running))
    ]
    B = len(x)
    if B < 2:
        raise ValueError("B")
    hat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + float(eps))
    y = hat + gamma * hat + beta
    m = float(momentum)
    new_var = old_var * (1 - m) + m * x.var(axis=0, ddof=1)
    return y, (old_mean + 0, new_var)
