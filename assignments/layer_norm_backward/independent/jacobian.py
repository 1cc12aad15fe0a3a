"""The gradient as the upstream gradient times the whole matrix of derivatives of each row."""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    x, dout = x.astype(dtype), dout.astype(dtype)
    n, k = x.shape
    centring = (np.eye(k) - 1 / k).astype(dtype)
    rows, dgamma = [], np.zeros(k, dtype)
    for a, upstream in zip(x, dout, strict=True):
        d = a - a.mean()
        root = np.sqrt(d.dot(d) / k + eps)
        dgamma += upstream * d / root
        q = upstream * gamma.astype(dtype)
        rows.append(centring @ (q / root - d * (d.dot(q) / k / root**3)))
    return np.array([*rows, dgamma, dout.sum(axis=0)], dtype)
