"""Rows of x and dout side by side in one matrix, and np.apply_along_axis with the gradients of one row.

tier: none
advice: Let one call work on many rows
"""

import numpy as np


def layer_norm_backward(dout, x, gamma, eps=1e-5):
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != (x.shape[1],):
        raise ValueError("wrong shapes")
    dtype = np.result_type(dout.dtype, x.dtype, gamma.dtype, 1.0)
    k = x.shape[1]
    scale = gamma.astype(dtype)

    def one_row(both):
        row, upstream = both[:k], both[k:]
        deviation = row - row.mean()
        root = np.sqrt(np.mean(deviation**2) + eps)
        x_hat = deviation / root
        q = upstream * scale
        dx = (q - q.mean() - x_hat * np.mean(q * x_hat)) / root
        return np.concatenate([dx, upstream * x_hat])

    rows = np.apply_along_axis(one_row, 1, np.hstack([x.astype(dtype), dout.astype(dtype)]))
    sums = rows[:, k:].sum(axis=0), dout.sum(axis=0, dtype=dtype)
    return np.vstack([rows[:, :k], *sums]).astype(dtype)
