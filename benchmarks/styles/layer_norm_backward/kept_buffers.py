"""Blocks of 32,768 numbers; the work arrays are kept between calls, and each step has its out=.

tier: blocks of rows
advice: none
"""

import numpy as np

KEPT = {}


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("dout, x and gamma have wrong shapes")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    n, k = x.shape
    height = max(1, 32768 // k)
    if (k, dtype) not in KEPT:
        KEPT[k, dtype] = [np.empty((height, k), dtype) for _ in range(3)]
    scale, result = gamma.astype(dtype), np.empty((n + 2, k), dtype)
    result[n:] = 0
    for start in range(0, n, height):
        dx = result[start : min(start + height, n)]
        g, z, t = (a[: len(dx)] for a in KEPT[k, dtype])
        g[...] = dout[start : start + len(dx)]
        z[...] = x[start : start + len(dx)]
        np.subtract(z, z.mean(axis=1, keepdims=True), out=z)
        np.square(z, out=t)
        r = 1 / np.sqrt(t.mean(axis=1, keepdims=True) + eps)
        np.multiply(z, r, out=z)
        np.multiply(g, z, out=t)
        result[n] += t.sum(axis=0)
        result[n + 1] += g.sum(axis=0)
        np.multiply(g, scale, out=g)
        np.subtract(g, g.mean(axis=1, keepdims=True), out=dx)
        np.multiply(z, (t @ scale)[:, np.newaxis] / k, out=z)
        np.subtract(dx, z, out=dx)
        np.multiply(dx, r, out=dx)
    return result
