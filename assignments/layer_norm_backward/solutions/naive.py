"""Row by row: hardly any memory, and twenty calls of NumPy for each of thousands of short rows.

earns: 0 points
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError("x and dout must be matrices of one shape, gamma must have one entry per column")
    n, k = x.shape
    kind = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    out = np.zeros((n + 2, k), kind)
    for i in range(n):
        row, upstream = x[i].astype(kind), dout[i].astype(kind)
        centred = row - row.mean()
        r = 1 / np.sqrt((centred * centred).mean() + eps)
        normed = centred * r
        q = upstream * gamma
        out[i] = (q - q.mean() - normed * (q * normed).mean()) * r
        out[n] += upstream * normed
        out[n + 1] += upstream
    return out
