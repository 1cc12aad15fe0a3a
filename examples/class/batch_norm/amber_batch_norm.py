"""Batch normalisation, exercise 7. B samples, D features, C channels."""

import numpy as np


def _float(*arrays):
    return [a if a.dtype.kind == "f" else a.astype(np.float64) for a in map(np.asarray, arrays)]


def _normalise(x, mean, var, eps):
    return (x - mean) / np.sqrt(var + eps)


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _float(x, gamma, beta)
    n = len(x)
    if n < 2:
        raise ValueError(f"need at least 2 samples, got {n}")
    mean, var = x.mean(axis=0), x.var(axis=0)  # (D,)
    y = gamma * _normalise(x, mean, var, eps) + beta
    old_mean, old_var = running
    new_mean = (1 - momentum) * old_mean + momentum * mean
    new_var = (1 - momentum) * old_var + momentum * x.var(axis=0, ddof=1)
    return y, (new_mean, new_var)


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _float(dout, x, gamma)
    x_hat = _normalise(x, x.mean(axis=0), x.var(axis=0), eps)
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = dout * gamma
    dx = dx_hat - dx_hat.mean(axis=0) - x_hat * (dx_hat * x_hat).mean(axis=0)
    return dx / np.sqrt(x.var(axis=0) + eps), dgamma, dbeta


def batchnorm_inference(x, gamma, beta, running, eps):
    x, gamma, beta, mean, var = _float(x, gamma, beta, *running)
    return gamma * _normalise(x, mean, var, eps) + beta


def update(gamma, beta, grads, lr):
    return tuple(p - float(lr) * g for p, g in zip(_float(gamma, beta), _float(*grads)))


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    b, c, h, w = x.shape
    rows = x.transpose(0, 2, 3, 1).reshape(-1, c)  # every pixel is a sample
    y, running = batchnorm_forward(rows, gamma, beta, running, momentum, eps)
    return y.reshape(b, h, w, c).transpose(0, 3, 1, 2), running
