"""The whole batch, step by step, with a product of the input and a product of the state for each of the four gates.

tier: whole batch
advice: and all four gates | Compute it for all steps in one product
"""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    x, h, c, Wx, Wh, b = (a.astype(dtype) for a in (x, h0, c0, Wx, Wh, b))
    columns = {name: slice(k * H, (k + 1) * H) for k, name in enumerate("ifgo")}

    def pre(t, name):
        here = columns[name]
        return np.dot(x[:, t], Wx[:, here]) + np.dot(h, Wh[:, here]) + b[here]

    result = np.empty((B, T, H), dtype)
    for t in range(T):
        a_i, a_f, a_g, a_o = (pre(t, name) for name in "ifgo")
        forget = 0.5 + 0.5 * np.tanh(a_f / 2)
        take = 0.5 + 0.5 * np.tanh(a_i / 2)
        show = 0.5 + 0.5 * np.tanh(a_o / 2)
        c = forget * c + take * np.tanh(a_g)
        h = show * np.tanh(c)
        result[:, t, :] = h
    return result
