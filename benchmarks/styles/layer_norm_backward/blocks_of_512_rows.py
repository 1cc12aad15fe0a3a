"""The formulas as they stand, for blocks of 512 rows, which are as large as a whole cache with one array only.

tier: whole passes
advice: Do all steps on a block of rows that stays in the cache
"""

import numpy as np

ROWS = 512


def block_gradients(g, x, gamma, eps):
    centred = x - x.mean(axis=1, keepdims=True)
    std = np.sqrt(np.mean(centred * centred, axis=1, keepdims=True) + eps)
    x_hat = centred / std
    q = g * gamma
    dx = (q - q.mean(axis=1, keepdims=True) - x_hat * (q * x_hat).mean(axis=1, keepdims=True)) / std
    return dx, (g * x_hat).sum(axis=0), g.sum(axis=0)


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout need one shape (n, k), gamma needs (k,)")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    n, k = x.shape
    out = np.zeros((n + 2, k), dtype)
    for start in range(0, n, ROWS):
        rows = slice(start, min(start + ROWS, n))
        parts = block_gradients(dout[rows].astype(dtype), x[rows].astype(dtype), gamma.astype(dtype), eps)
        out[rows] = parts[0]
        out[n] += parts[1]
        out[n + 1] += parts[2]
    return out
