"""Backward through each node of the graph of the forward pass, with a whole matrix for each edge of the graph.

tier: whole passes
advice: Do all steps on a block of rows that stays in the cache | holds more beside its result than a block of rows
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or x.shape != dout.shape or gamma.shape != x.shape[1:]:
        raise ValueError("the shapes must fit each other")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    dout, x, gamma = (np.asarray(a, dtype) for a in (dout, x, gamma))
    k = x.shape[1]
    centred = x - x.sum(axis=1, keepdims=True) / k
    squares = centred**2
    variance = squares.sum(axis=1, keepdims=True) / k
    root = np.sqrt(variance + eps)
    inverse = 1 / root
    x_hat = centred * inverse
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    d_x_hat = dout * gamma
    d_inverse = (d_x_hat * centred).sum(axis=1, keepdims=True)
    d_root = -d_inverse * inverse**2
    d_variance = 0.5 * d_root * inverse
    d_squares = np.ones_like(x) * d_variance / k
    d_centred = d_x_hat * inverse + 2 * centred * d_squares
    d_mean = -d_centred.sum(axis=1, keepdims=True)
    dx = d_centred + np.ones_like(x) * d_mean / k
    return np.concatenate([dx, dgamma[None], dbeta[None]], axis=0)
