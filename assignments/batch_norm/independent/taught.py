"""Batch normalisation step by step, with every quantity of the lecture under a name of its own.

Another right solution, which must earn full marks: the gradient is the sum of its three ways, each written out.
"""

from __future__ import annotations

import numpy as np


def batchnorm_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    running_mean, running_var = running
    running_mean, running_var = _real(running_mean), _real(running_var)
    m, eps = float(momentum), float(eps)
    B = x.shape[0]
    if B < 2:
        raise ValueError(f"a training batch needs at least 2 samples, got {B}")

    # normalise with the statistics of the batch
    mean = x.sum(axis=0) / B
    centred = x - mean
    var = (centred**2).sum(axis=0) / B
    std = np.sqrt(var + eps)
    x_hat = centred / std
    scaled = gamma * x_hat
    y = scaled + beta

    # move the running statistics
    unbiased_var = (centred**2).sum(axis=0) / (B - 1)
    kept_mean = (1 - m) * running_mean
    added_mean = m * mean
    new_mean = kept_mean + added_mean
    kept_var = (1 - m) * running_var
    added_var = m * unbiased_var
    new_var = kept_var + added_var
    return y, (new_mean, new_var)


def batchnorm_backward(dout, x, gamma, eps):
    dout, x, gamma = _real(dout), _real(x), _real(gamma)
    eps = float(eps)
    B = x.shape[0]

    # the forward pass once more
    mean = x.sum(axis=0) / B
    centred = x - mean
    var = (centred**2).sum(axis=0) / B
    std = np.sqrt(var + eps)
    x_hat = centred / std

    # scale and offset
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(dout * x_hat, axis=0)

    # back to the statistics
    dx_hat = dout * gamma
    dvar = np.sum(dx_hat * centred * -0.5 * (var + eps) ** -1.5, axis=0)
    dmean = np.sum(-dx_hat / std, axis=0)

    # three ways from x to the loss
    direct = dx_hat / std
    through_mean = dmean / B
    through_var = dvar * 2 * centred / B
    dx = direct + through_mean + through_var
    return dx, dgamma, dbeta


def batchnorm_inference(x, gamma, beta, running, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    running_mean, running_var = running
    running_mean, running_var = _real(running_mean), _real(running_var)
    centred = x - running_mean
    std = np.sqrt(running_var + float(eps))
    x_hat = centred / std
    scaled = gamma * x_hat
    return scaled + beta


def update(gamma, beta, grads, lr):
    gamma, beta = _real(gamma), _real(beta)
    dgamma, dbeta = grads
    dgamma, dbeta = _real(dgamma), _real(dbeta)
    lr = float(lr)
    gamma_step = lr * dgamma
    beta_step = lr * dbeta
    new_gamma = gamma - gamma_step
    new_beta = beta - beta_step
    return new_gamma, new_beta


def batchnorm2d_forward(x, gamma, beta, running, momentum, eps):
    x, gamma, beta = _real(x), _real(gamma), _real(beta)
    running_mean, running_var = running
    running_mean, running_var = _real(running_mean), _real(running_var)
    m, eps = float(momentum), float(eps)
    B, C, H, W = x.shape
    n = B * H * W
    if n < 2:
        raise ValueError(f"a channel needs at least 2 values, got {n}")

    # normalise with the statistics of each channel
    mean = x.sum(axis=(0, 2, 3)) / n
    centred = x - mean.reshape(1, C, 1, 1)
    var = (centred**2).sum(axis=(0, 2, 3)) / n
    std = np.sqrt(var + eps)
    x_hat = centred / std.reshape(1, C, 1, 1)
    scaled = gamma.reshape(1, C, 1, 1) * x_hat
    y = scaled + beta.reshape(1, C, 1, 1)

    # move the running statistics
    unbiased_var = (centred**2).sum(axis=(0, 2, 3)) / (n - 1)
    kept_mean = (1 - m) * running_mean
    added_mean = m * mean
    new_mean = kept_mean + added_mean
    kept_var = (1 - m) * running_var
    added_var = m * unbiased_var
    new_var = kept_var + added_var
    return y, (new_mean, new_var)


def _real(values):
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)
