"""Blocks of 64 rows, with all steps in float64; only the result has the dtype of the arguments.

tier: whole passes
advice: in the precision of the inputs
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x must be a matrix like dout, and gamma a vector")
    n, k = x.shape
    out = np.empty((n + 2, k), np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0))
    gamma = gamma.astype(np.float64)
    dgamma, dbeta = np.zeros(k), np.zeros(k)
    for start in range(0, n, 64):
        stop = min(start + 64, n)
        g = dout[start:stop].astype(np.float64)
        z = x[start:stop].astype(np.float64)
        z -= z.mean(axis=1, keepdims=True)
        r = 1 / np.sqrt((z**2).mean(axis=1, keepdims=True) + eps)
        z *= r
        dgamma += (g * z).sum(axis=0)
        dbeta += g.sum(axis=0)
        q = g * gamma
        out[start:stop] = r * (q - q.mean(axis=1, keepdims=True) - z * (q * z).mean(axis=1, keepdims=True))
    out[n], out[n + 1] = dgamma, dbeta
    return out
