import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta, old_mean, old_var = (
        np.asarray(a) if np.asarray(a).dtype.kind == "f" else np.asarray(a, dtype=np.float64)
        for a in (x, gamma, beta, *running)
    )
    if len(x) < 2:
        raise ValueError("at least two samples are needed")
    new_mean = old_mean + momentum * (x.mean(0) - old_mean)
    new_var = old_var + momentum * (x.var(0, ddof=1) - old_var)
    normed = (x - new_mean) / np.sqrt(new_var + eps)
    return normed * gamma + beta, (new_mean, new_var)
