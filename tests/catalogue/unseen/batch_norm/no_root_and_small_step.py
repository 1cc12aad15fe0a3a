import numpy as np


def fl(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def batchnorm_inference(x, gamma, beta, running, eps):
    x, mean, var = fl(x), fl(running[0]), fl(running[1])
    z = (x - mean) / (var + float(eps))
    return fl(gamma) * z + fl(beta)


def update(gamma, beta, grads, lr):
    gamma, beta, (dgamma, dbeta) = fl(gamma), fl(beta), map(fl, grads)
    eta = float(lr) / len(gamma)
    return gamma - eta * dgamma, beta - eta * dbeta
