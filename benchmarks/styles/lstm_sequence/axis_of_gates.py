"""Weights with an axis for the gates: a stack of four products before the loop, and a stack of four in each step.

tier: inputs before the loop
advice: none
"""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    Wx, Wh = (W.astype(dtype).reshape(-1, 4, H).transpose(1, 0, 2).copy() for W in (Wx, Wh))
    flat = x.transpose(1, 0, 2).reshape(T * B, D).astype(dtype)
    known = np.matmul(flat, Wx) + b.astype(dtype).reshape(4, 1, H)
    known = known.reshape(4, T, B, H)
    h, c = h0.astype(dtype), c0.astype(dtype)
    out = np.empty((B, T, H), dtype)
    for t in range(T):
        a = known[:, t] + np.matmul(h, Wh)
        candidate = np.tanh(a[2])
        i, f, _, o = 1 / (1 + np.exp(-np.clip(a, -80, 80)))
        c = f * c + i * candidate
        h = o * np.tanh(c)
        out[:, t] = h
    return out
