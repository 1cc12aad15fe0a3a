"""Pads each tensor to the length of the longest one, a row of a matrix, so that the decays are broadcast as a column.

tier: none
advice: Slower than a few passes over the flat arrays
"""

import numpy as np


def fused_adam(w, g, m, v, sizes, lam, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    kind = np.result_type(w.dtype, 1.0)
    inside = np.arange(int(sizes.max())) < np.asarray(sizes, int)[:, np.newaxis]

    def matrix(flat):
        padded = np.zeros(inside.shape, kind)
        padded[inside] = flat
        return padded

    w, g, m, v = (matrix(flat) for flat in (w, g, m, v))
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    move = lr * (m / (1 - beta1 ** (t + 1))) / (np.sqrt(v / (1 - beta2 ** (t + 1))) + eps)
    w = (1 - lr * lam.astype(kind))[:, np.newaxis] * w - move
    return np.array([w[inside], m[inside], v[inside]])
