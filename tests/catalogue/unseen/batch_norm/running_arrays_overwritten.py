import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = (a if a.dtype.kind == "f" else a.astype(np.float64) for a in map(np.asarray, (x, gamma, beta)))
    if x.shape[0] < 2:
        raise ValueError("x must have at least 2 rows")
    averages = [np.asarray(r) if np.asarray(r).dtype.kind == "f" else np.asarray(r).astype(np.float64) for r in running]
    mean = x.mean(axis=0)
    centred = x - mean
    square = np.square(centred).sum(axis=0)
    for average, fresh in zip(averages, (mean, square / (len(x) - 1))):
        average *= 1 - float(momentum)
        average += float(momentum) * fresh
    y = gamma * centred / np.sqrt(square / len(x) + float(eps)) + beta
    return y, tuple(averages)
