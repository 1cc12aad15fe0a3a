"""The formula on whole matrices: a new matrix for almost every step.

earns: 2 points
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    kind = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    dout, x, gamma = (a.astype(kind, copy=False) for a in (dout, x, gamma))
    centred = x - x.mean(axis=1, keepdims=True)
    r = 1 / np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps)
    normed = centred * r
    q = dout * gamma
    dx = (q - q.mean(axis=1, keepdims=True) - normed * (q * normed).mean(axis=1, keepdims=True)) * r
    return np.vstack([dx, (dout * normed).sum(axis=0), dout.sum(axis=0)])
