"""The mean of a row is taken away by a product with the centring matrix, the unit matrix minus 1/k.

tier: none
advice: a matrix product that does it takes a step for each number of a row
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("shapes of dout, x and gamma")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    x, dout = x.astype(dtype), dout.astype(dtype)
    k = x.shape[1]
    centring = (np.eye(k) - np.full((k, k), 1 / k)).astype(dtype)
    z = (x - x[:, :1]) @ centring
    root = np.sqrt((z * z).mean(axis=1, keepdims=True) + eps)
    z /= root
    q = dout * gamma.astype(dtype)
    dx = (q @ centring - z * (q * z).mean(axis=1, keepdims=True)) / root
    return np.vstack([dx, np.einsum("ij,ij->j", dout, z), dout.sum(axis=0)])
