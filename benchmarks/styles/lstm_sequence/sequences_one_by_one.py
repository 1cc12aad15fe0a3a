"""The inputs of a sequence in one product, then its steps with vectors; one sequence after the other.

tier: none
advice: Let one product serve all sequences of the batch | Your function takes the sequences one after the other
"""

import numpy as np


def sigmoid(a):
    return 0.5 * np.tanh(0.5 * a) + 0.5


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    Wx, Wh, b = Wx.astype(dtype), Wh.astype(dtype), b.astype(dtype)
    out = np.zeros((B, T, H), dtype)
    for n in range(B):
        known = x[n].astype(dtype) @ Wx + b
        h, c = h0[n].astype(dtype), c0[n].astype(dtype)
        for t in range(T):
            a = known[t] + h @ Wh
            i, f, o = sigmoid(a[:H]), sigmoid(a[H : 2 * H]), sigmoid(a[3 * H :])
            c = f * c + i * np.tanh(a[2 * H : 3 * H])
            h = o * np.tanh(c)
            out[n, t] = h
    return out
