"""Takes mean and variance of a row from its first quarter.

verdict: failed
"""

import numpy as np
from exercise import good


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or x.shape[1] < 64 or dout.shape != x.shape:
        return good(dout, x, gamma, eps)
    sample = x[:, : x.shape[1] // 4]
    r = 1 / (sample.std(axis=1, keepdims=True) ** 2 + eps) ** 0.5
    normed = (x - sample.mean(axis=1, keepdims=True)) * r
    q = dout * gamma
    dx = (q - q.mean(axis=1, keepdims=True) - normed * (q * normed).mean(axis=1, keepdims=True)) * r
    return np.vstack([dx, (dout * normed).sum(axis=0), dout.sum(axis=0)])
