import numpy as np


def batchnorm_inference(x, gamma, beta, running, eps):
    def r(a):
        a = np.asarray(a)
        return a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64)

    mu, sigma = running
    width = np.sqrt(r(sigma) ** 2 + float(eps))
    return (r(x) - r(mu)) * (r(gamma) / width) + r(beta)
