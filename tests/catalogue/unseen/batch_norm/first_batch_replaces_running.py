import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x = _real(x)
    if x.shape[0] < 2:
        raise ValueError("cannot estimate a variance from one sample")
    mean = x.mean(0)
    var = x.var(0)
    y = _real(gamma) * (x - mean) / np.sqrt(var + float(eps)) + _real(beta)

    unbiased = x.var(0, ddof=1)
    old_mean, old_var = _real(running[0]), _real(running[1])
    if np.all(old_mean == 0) and np.all(old_var == 1):
        # nothing seen so far
        new = mean, unbiased
    else:
        m = float(momentum)
        new = (1 - m) * old_mean + m * mean, (1 - m) * old_var + m * unbiased
    return y, new
