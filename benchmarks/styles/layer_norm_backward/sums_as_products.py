"""Whole matrices, but each sum is a product of a matrix and a vector, and the normalised matrix is never made.

tier: whole passes
advice: Do all steps on a block of rows that stays in the cache | holds more beside its result than a block of rows
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("dout and x must be (n, k), gamma (k,)")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    dout, x, gamma = dout.astype(dtype, copy=False), x.astype(dtype, copy=False), gamma.astype(dtype)
    n, k = x.shape
    grads = np.empty((n + 2, k), dtype)
    z = x - x.mean(axis=1, keepdims=True)
    r = 1 / np.sqrt(np.einsum("ij,ij->i", z, z) / k + eps)
    product = dout * z
    grads[n] = r @ product
    grads[n + 1] = np.ones(n, dtype) @ dout
    inner = product @ gamma / k * r**3
    mean = dout @ gamma / k * r
    np.multiply(dout, gamma, out=grads[:n])
    grads[:n] *= r[:, None]
    z *= inner[:, None]
    grads[:n] -= z
    grads[:n] -= mean[:, None]
    return grads
