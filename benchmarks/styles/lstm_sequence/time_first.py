"""The axis of time first: tensordot makes the inputs of all steps, so that those of one step lie side by side.

tier: inputs before the loop
advice: none
"""

import numpy as np


def sigmoid(a):
    return (1 + np.tanh(a / 2)) / 2


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x needs three axes and h0 two")
    (B, T, D), H = x.shape, h0.shape[1]
    if [a.shape for a in (h0, c0, Wx, Wh, b)] != [(B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]:
        raise ValueError("the shapes do not fit")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    by_time = np.ascontiguousarray(x.transpose(1, 0, 2), dtype)
    inputs = np.tensordot(by_time, Wx.astype(dtype), axes=1)
    inputs += b
    states = np.empty((T, B, H), dtype)
    h, c, Wh = h0.astype(dtype), c0.astype(dtype), Wh.astype(dtype)
    for t in range(T):
        a = inputs[t] + h @ Wh
        both = sigmoid(a[:, : 2 * H])
        c = both[:, H:] * c + both[:, :H] * np.tanh(a[:, 2 * H : 3 * H])
        h = states[t] = sigmoid(a[:, 3 * H :]) * np.tanh(c)
    return states.swapaxes(0, 1)
