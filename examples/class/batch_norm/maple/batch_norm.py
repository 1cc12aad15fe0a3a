"""Exercise sheet: batch normalisation."""

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    n = x.shape[0]
    if n < 2:
        raise ValueError("a batch needs at least two samples")
    running_mean, running_var = running
    mu = np.mean(x, axis=0)
    var = np.mean((x - mu) ** 2, axis=0)
    y = gamma * (x - mu) / np.sqrt(var + eps) + beta
    new_mean = momentum * running_mean + (1 - momentum) * mu
    new_var = momentum * running_var + (1 - momentum) * var * n / (n - 1)
    return y, (new_mean, new_var)


def batchnorm_backward(dout, x, gamma, eps):
    if dout.dtype.kind != "f":
        dout = dout.astype(float)
    mu = np.mean(x, axis=0)
    var = np.mean((x - mu) ** 2, axis=0)
    sigma = np.sqrt(var + eps)
    x_hat = (x - mu) / sigma
    dgamma = np.sum(dout * x_hat, axis=0)
    dbeta = np.sum(dout, axis=0)
    dx = dout * gamma / sigma
    return dx, dgamma, dbeta


def batchnorm_inference(x, gamma, beta, running, eps):
    running_mean, running_var = running
    return gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta


def update(gamma, beta, grads, lr):
    dgamma, dbeta = grads
    gamma -= lr * dgamma
    beta -= lr * dbeta
    return gamma, beta


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    n = x.shape[0] * x.shape[2] * x.shape[3]
    if n < 2:
        raise ValueError("a channel needs at least two values")
    running_mean, running_var = running
    mu = np.mean(x, axis=(0, 2, 3))
    var = np.var(x, axis=(0, 2, 3))
    x_hat = (x - mu[None, :, None, None]) / np.sqrt(var[None, :, None, None] + eps)
    y = gamma[None, :, None, None] * x_hat + beta[None, :, None, None]
    new_mean = (1 - momentum) * running_mean + momentum * mu
    new_var = (1 - momentum) * running_var + momentum * var * n / (n - 1)
    return y, (new_mean, new_var)
