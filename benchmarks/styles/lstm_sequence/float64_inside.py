"""All in float64, with the inputs in one product before the loop; the states are rounded at the end.

tier: whole batch
advice: in the precision of the inputs
"""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    x, h, c, Wx, Wh, b = (np.asarray(a, np.float64) for a in (x, h0, c0, Wx, Wh, b))
    a_x = (x.reshape(B * T, D) @ Wx + b).reshape(B, T, 4 * H)
    states = np.zeros((B, T, H))
    for t in range(T):
        a = a_x[:, t] + h @ Wh
        i, f, o = (0.5 * (1 + np.tanh(0.5 * a[:, k * H : (k + 1) * H])) for k in (0, 1, 3))
        c = f * c + i * np.tanh(a[:, 2 * H : 3 * H])
        h = o * np.tanh(c)
        states[:, t] = h
    return states.astype(dtype)
