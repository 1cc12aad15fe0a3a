"""Step by step, as it is taught: the forward pass, and then back through each of its steps."""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    dout, x, gamma = dout.astype(dtype), x.astype(dtype), gamma.astype(dtype)
    n, k = x.shape
    mean = x.mean(axis=1, keepdims=True)
    centred = x - mean
    var = (centred**2).mean(axis=1, keepdims=True)
    std = np.sqrt(var + eps)
    x_hat = centred / std
    dgamma = np.sum(dout * x_hat, axis=0)
    dbeta = np.sum(dout, axis=0)
    dx_hat = dout * gamma
    mean_of_dx_hat = dx_hat.mean(axis=1, keepdims=True)
    mean_of_product = (dx_hat * x_hat).mean(axis=1, keepdims=True)
    dx = (dx_hat - mean_of_dx_hat - x_hat * mean_of_product) / std
    grads = np.empty((n + 2, k), dtype)
    grads[:n] = dx
    grads[n] = dgamma
    grads[n + 1] = dbeta
    return grads
