"""Inputs before the loop; the sigmoid as it is defined, 1 / (1 + exp(-a)), with an out= for each of its steps.

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
    known = np.dot(x.reshape(B * T, D).astype(dtype), Wx.astype(dtype)).reshape(B, T, 4 * H)
    known += b
    out, Wh = np.empty((B, T, H), dtype), Wh.astype(dtype)
    a, g = np.empty((B, 4 * H), dtype), np.empty((B, H), dtype)
    h, c = h0.astype(dtype), c0.astype(dtype)
    with np.errstate(over="ignore"):
        for t in range(T):
            np.matmul(h, Wh, out=a)
            np.add(a, known[:, t], out=a)
            np.tanh(a[:, 2 * H : 3 * H], out=g)
            np.negative(a, out=a)
            np.exp(a, out=a)
            np.add(a, 1, out=a)
            np.reciprocal(a, out=a)
            np.multiply(c, a[:, H : 2 * H], out=c)
            np.multiply(g, a[:, :H], out=g)
            np.add(c, g, out=c)
            np.tanh(c, out=h)
            np.multiply(h, a[:, 3 * H :], out=h)
            out[:, t] = h
    return out
