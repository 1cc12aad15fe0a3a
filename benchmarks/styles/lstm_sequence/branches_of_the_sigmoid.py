"""The whole batch, step by step; a sigmoid of two branches with masks is computed for each gate.

tier: whole batch
advice: Which part of the sum does not need the state? Compute it for all steps in one product.
"""

import numpy as np


def sigmoid(a):
    result = np.empty_like(a)
    positive = a >= 0
    result[positive] = 1 / (1 + np.exp(-a[positive]))
    e = np.exp(a[~positive])
    result[~positive] = e / (1 + e)
    return result


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    x, h, c, Wx, Wh, b = (np.array(a, dtype) for a in (x, h0, c0, Wx, Wh, b))
    states = []
    for t in range(T):
        a = x[:, t, :] @ Wx + h @ Wh + b
        i = sigmoid(a[:, 0:H])
        f = sigmoid(a[:, H : 2 * H])
        g = np.tanh(a[:, 2 * H : 3 * H])
        o = sigmoid(a[:, 3 * H : 4 * H])
        c = f * c + i * g
        h = o * np.tanh(c)
        states.append(h[:, np.newaxis, :])
    return np.concatenate(states, axis=1)
