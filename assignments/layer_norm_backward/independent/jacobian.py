"""The gradient as the upstream gradient times the whole matrix of derivatives of each row."""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    k = len(gamma)
    if x.shape != (len(x), k) or dout.shape != (len(x), k) or gamma.ndim > 1:
        raise ValueError("the shapes must be (n, k), (n, k) and (k,)")
    dtype = (x[:1] * dout[:1] * gamma * 1.0).dtype
    x, dout = x.astype(dtype), dout.astype(dtype)
    centring = (np.eye(k) - 1 / k).astype(dtype)
    rows, dgamma = [], np.zeros(k, dtype)
    for a, upstream in zip(x, dout, strict=True):
        d = a - a.mean()
        root = np.sqrt(d.dot(d) / k + eps)
        dgamma += upstream * d / root
        q = upstream * gamma.astype(dtype)
        rows.append(centring @ (q / root - d * (d.dot(q) / k / root**3)))
    return np.array([*rows, dgamma, dout.sum(axis=0)], dtype)
