"""The formulas as they stand, for blocks of 16 rows.

tier: whole passes
advice: Smaller blocks cost more calls
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("shapes")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    n, k = x.shape
    scale = gamma.astype(dtype)
    result = np.zeros((n + 2, k), dtype)
    for i in range(0, n, 16):
        g, rows = dout[i : i + 16].astype(dtype), x[i : i + 16].astype(dtype)
        mu = rows.mean(axis=1, keepdims=True)
        std = np.sqrt(rows.var(axis=1, keepdims=True) + dtype.type(eps))
        x_hat = (rows - mu) / std
        q = g * scale
        mean_q = q.mean(axis=1, keepdims=True)
        mean_qx = (q * x_hat).mean(axis=1, keepdims=True)
        result[i : min(i + 16, n)] = (q - mean_q - x_hat * mean_qx) / std
        result[n] += (g * x_hat).sum(axis=0)
        result[n + 1] += g.sum(axis=0)
    return result
