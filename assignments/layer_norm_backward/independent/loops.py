"""Row by row, in Python's own floats; fsum loses nothing."""

import math

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    n, k = x.shape
    result = np.zeros((n + 2, k), np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0))
    scale = gamma.astype(float).tolist()
    for i, (row, upstream) in enumerate(
        zip(x.astype(float).tolist(), dout.astype(float).tolist(), strict=True)
    ):
        middle = math.fsum(row) / k
        away = [entry - middle for entry in row]
        root = math.sqrt(math.fsum(a * a for a in away) / k + eps)
        normed = [a / root for a in away]
        q = [u * g for u, g in zip(upstream, scale, strict=True)]
        shared = math.fsum(q) / k
        inner = math.fsum(a * b for a, b in zip(q, normed, strict=True)) / k
        result[i] = [(a - shared - b * inner) / root for a, b in zip(q, normed, strict=True)]
    wide = dout.astype(float)
    away = x.astype(float) - x.astype(float).mean(axis=1, keepdims=True)
    roots = np.sqrt((away**2).mean(axis=1, keepdims=True) + eps)
    result[n] = (wide * away / roots).sum(axis=0)
    result[n + 1] = wide.sum(axis=0)
    return result
