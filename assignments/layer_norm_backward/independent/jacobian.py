"""The gradient as the upstream gradient times the whole matrix of derivatives of each row."""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    n, k = x.shape[:1], gamma.shape
    if len(k) != 1 or x.shape != n + k or dout.shape != n + k:
        raise ValueError("the shapes must be (n, k), (n, k) and (k,)")
    dtype = (x[:1] * dout[:1] * gamma * 1.0).dtype
    x, dout = x.astype(dtype), dout.astype(dtype)
    centring = (np.eye(*k) - 1 / len(gamma)).astype(dtype)
    rows, dgamma = [], np.zeros(k, dtype)
    for a, upstream in zip(x, dout, strict=True):
        d = a - a.mean()
        root = np.sqrt(d.dot(d) / len(d) + eps)
        dgamma += upstream * d / root
        q = upstream * gamma.astype(dtype)
        rows.append(centring @ (q / root - d * (d.dot(q) / len(d) / root**3)))
    return np.array([*rows, dgamma, dout.sum(axis=0)], dtype)
