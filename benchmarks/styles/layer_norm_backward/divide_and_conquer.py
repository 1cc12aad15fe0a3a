"""Rows are halved down to 64; a leaf writes its part of the result, and the sums over rows are added on the way up.

tier: blocks of rows
advice: none
"""

import numpy as np


def halves(dout, x, gamma, eps, dx):
    n, k = x.shape
    if n > 64:
        m = n // 2
        first = halves(dout[:m], x[:m], gamma, eps, dx[:m])
        return first + halves(dout[m:], x[m:], gamma, eps, dx[m:])
    dout, x = dout.astype(dx.dtype, copy=False), x.astype(dx.dtype, copy=False)
    z = x - x.mean(axis=1)[:, None]
    r = (np.einsum("ij,ij->i", z, z) / k + eps) ** -0.5
    z *= r[:, None]
    sums = np.stack([np.einsum("ij,ij->j", dout, z), dout.sum(axis=0)])
    np.multiply(dout, gamma, out=dx)
    inner = np.einsum("ij,ij->i", dx, z) / k
    dx -= dx.mean(axis=1)[:, None]
    z *= inner[:, None]
    dx -= z
    dx *= r[:, None]
    return sums


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError(f"shapes {dout.shape}, {x.shape}, {gamma.shape}")
    grads = np.empty((len(x) + 2, x.shape[1]), np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0))
    grads[-2:] = halves(dout, x, gamma.astype(grads.dtype), eps, grads[:-2])
    return grads
