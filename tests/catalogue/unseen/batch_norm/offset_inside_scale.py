import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    values = []
    for a in (x, gamma, beta, running[0], running[1]):
        a = np.asarray(a)
        values.append(a if a.dtype.kind == "f" else a.astype(np.float64))
    x, gamma, beta, mu, var = values
    z = (x - mu) / np.sqrt(float(eps) + var)
    return gamma * (z + beta)
