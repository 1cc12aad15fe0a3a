import numpy as np


def floating(*arrays):
    arrays = [np.asarray(a) for a in arrays]
    return [a.astype(np.float64) if a.dtype.kind in "biu" else a for a in arrays]


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    (x,) = floating(x)
    b, c, h, w = x.shape
    rows = np.einsum("bchw->bhwc", x).reshape(b * h * w, c)
    y, moved = batchnorm_forward(rows, gamma, beta, running, momentum, eps)
    return np.einsum("bhwc->bchw", y.reshape(b, h, w, c)), moved


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = floating(dout, x, gamma)
    n = len(x)
    mu = np.einsum("ik->k", x) / n
    dist = x - mu
    var = np.einsum("ik,ik->k", dist, dist) / n
    root = np.sqrt(var + float(eps))
    inverse = 1 / root
    hat = dist * inverse
    dbeta = np.einsum("ik->k", dout)
    dgamma = np.einsum("ik,ik->k", dout, hat)
    dhat = dout * gamma
    dinverse = np.einsum("ik,ik->k", dhat, dist)
    droot = -dinverse * inverse * inverse
    dvar = droot / 2 * inverse
    ddist = dhat * inverse + 2 / n * dvar * dist
    dx = ddist - np.einsum("ik->k", ddist) / n
    return dx, dgamma, dbeta


def batchnorm_inference(x, gamma, beta, running, eps):
    x, gamma, beta, mean, var = floating(x, gamma, beta, *running)
    factor = gamma / np.sqrt(var + float(eps))
    return np.stack([factor * (row - mean) + beta for row in x])


def update(gamma, beta, grads, lr):
    parameters, slopes = floating(gamma, beta), floating(*grads)
    return tuple(np.subtract(p, g * float(lr)) for p, g in zip(parameters, slopes))
