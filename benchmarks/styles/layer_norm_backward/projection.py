"""Geometry: from each row of dout times gamma, its projection on the vectors 1 and x_hat is taken away.

tier: whole passes
advice: Do all steps on a block of rows that stays in the cache | holds more beside its result than a block of rows
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("no layer normalisation with these shapes")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    n, k = x.shape
    basis = np.ones((n, 2, k), dtype)
    np.subtract(x, x.mean(axis=1, keepdims=True, dtype=dtype), out=basis[:, 1])
    root = np.sqrt(np.linalg.vecdot(basis[:, 1], basis[:, 1]) / k + eps)[:, None].astype(dtype)
    basis[:, 1] /= root
    q = np.multiply(dout, gamma, dtype=dtype)
    coefficients = basis @ q[:, :, None] / k
    dx = (q - (basis.transpose(0, 2, 1) @ coefficients)[:, :, 0]) / root
    dgamma = np.einsum("ij,ij->j", dout.astype(dtype), basis[:, 1])
    return np.concatenate([dx, [dgamma, dout.sum(axis=0, dtype=dtype)]])
