"""Time is halved down to eight steps, whose inputs go through one product. The second half starts where the first ends.

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
    out = np.empty((B, T, H), dtype)
    half = np.repeat(np.array([0.5, 0.5, 1, 0.5], dtype), H)
    run(x, h0.astype(dtype), c0.astype(dtype), (Wx * half, Wh * half, b * half), out)
    return out


def run(x, h, c, weights, out):
    B, T, D = x.shape
    if T > 8:
        h, c = run(x[:, : T // 2], h, c, weights, out[:, : T // 2])
        return run(x[:, T // 2 :], h, c, weights, out[:, T // 2 :])
    Wx, Wh, b = weights
    inputs = (x.reshape(B * T, D).astype(out.dtype) @ Wx + b).astype(out.dtype).reshape(B, T, -1)
    for t in range(T):
        i, f, g, o = np.split(np.tanh(inputs[:, t] + h @ Wh), 4, axis=1)
        c = (0.5 * f + 0.5) * c + (0.5 * i + 0.5) * g
        h = (0.5 * o + 0.5) * np.tanh(c)
        out[:, t] = h
    return h, c
