"""A class with forward, backward and sums over the rows, fed with blocks of 100 rows.

tier: blocks of rows
advice: none
"""

import numpy as np


class LayerNorm:
    def __init__(self, gamma, eps):
        self.gamma, self.eps = gamma, eps
        self.dgamma, self.dbeta = np.zeros_like(gamma), np.zeros_like(gamma)

    def forward(self, x):
        self.x_hat = x - x.mean(axis=1, keepdims=True)
        squares = np.einsum("ij,ij->i", self.x_hat, self.x_hat)
        self.scale = 1 / np.sqrt(squares / x.shape[1] + self.eps)[:, np.newaxis]
        self.x_hat *= self.scale

    def backward(self, g):
        self.dgamma += np.einsum("ij,ij->j", g, self.x_hat)
        self.dbeta += g.sum(axis=0)
        q = g * self.gamma
        self.x_hat *= np.mean(q * self.x_hat, axis=1, keepdims=True)
        q -= q.mean(axis=1, keepdims=True)
        return (q - self.x_hat) * self.scale


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("these are no arguments of a layer")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    layer, out = LayerNorm(gamma.astype(dtype), eps), np.empty((len(x) + 2, len(gamma)), dtype)
    for i in range(0, len(x), 100):
        layer.forward(x[i : i + 100].astype(dtype))
        out[i : min(i + 100, len(x))] = layer.backward(dout[i : i + 100].astype(dtype))
    out[-2:] = layer.dgamma, layer.dbeta
    return out
