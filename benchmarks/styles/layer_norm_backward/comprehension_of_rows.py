"""A list comprehension over the rows for the gradient of x; the sums over rows are whole-matrix operations.

tier: none
advice: Let one call work on many rows | holds more beside its result than a block of rows
"""

import numpy as np


def gradient(g, row, gamma, eps):
    k = len(row)
    z = row - row.mean()
    s = np.sqrt(z.dot(z) / k + eps)
    q = g * gamma
    return (q - q.mean() - z * (q.dot(z) / (k * s * s))) / s, z / s


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.ndim != 1 or len(gamma) != x.shape[1]:
        raise ValueError("x, dout and gamma do not belong together")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    dout, x, gamma = dout.astype(dtype), x.astype(dtype), gamma.astype(dtype)
    pairs = [gradient(g, row, gamma, eps) for g, row in zip(dout, x, strict=True)]
    normed = np.array([second for _, second in pairs])
    dgamma = np.sum(dout * normed, axis=0)
    return np.array([*(first for first, _ in pairs), dgamma, dout.sum(axis=0)], dtype)
