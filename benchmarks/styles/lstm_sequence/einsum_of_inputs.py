"""One einsum for the inputs of all steps before the loop, and another one for the state in each step.

tier: none
advice: An einsum without `optimize=True` is no matrix product
"""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, _, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    known = np.einsum("btd,dk->tbk", x.astype(dtype), Wx.astype(dtype)) + b.astype(dtype)
    Wh, h, c = Wh.astype(dtype), h0.astype(dtype), c0.astype(dtype)
    states = []
    for step in known:
        a = step + np.einsum("bh,hk->bk", h, Wh)
        gates = (1 + np.tanh(0.5 * a)) * 0.5
        c = c * gates[:, H : 2 * H] + gates[:, :H] * np.tanh(a[:, 2 * H : 3 * H])
        h = gates[:, 3 * H :] * np.tanh(c)
        states.append(h)
    return np.stack(states, axis=1)
