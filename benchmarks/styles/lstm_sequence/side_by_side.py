"""Input and state side by side, and their weights below each other: one product for each step of the whole batch.

tier: whole batch
advice: Which part of the sum does not need the state? Compute it for all steps in one product.
"""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    W = np.vstack([Wx, Wh]).astype(dtype)
    both = np.empty((B, D + H), dtype)
    both[:, D:] = h0
    c = c0.astype(dtype)
    states = np.empty((B, T, H), dtype)
    for t in range(T):
        both[:, :D] = x[:, t]
        a = both @ W + b.astype(dtype)
        g = np.tanh(a[:, 2 * H : 3 * H])
        s = 0.5 * (1.0 + np.tanh(0.5 * a))
        c = s[:, H : 2 * H] * c + s[:, :H] * g
        both[:, D:] = s[:, 3 * H :] * np.tanh(c)
        states[:, t] = both[:, D:]
    return states
