"""Step by step, as it is taught: pre-activations, gates, memory, state."""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    if x.ndim != 3 or h0.ndim != 2:
        raise ValueError("x must be (B, T, D) and h0 must be (B, H)")
    batch, steps, D = x.shape
    H = h0.shape[1]
    if batch == 0 or h0.shape[0] != batch or c0.shape != h0.shape:
        raise ValueError("h0 and c0 must be (B, H), with B as in x")
    if Wx.shape != (D, 4 * H) or Wh.shape != (H, 4 * H) or b.shape != (4 * H,):
        raise ValueError("the weights must be (D, 4H), (H, 4H) and (4H,)")
    dtype = np.result_type(x.dtype, h0.dtype, c0.dtype, Wx.dtype, Wh.dtype, b.dtype, 1.0)
    x, Wx, Wh, b = x.astype(dtype), Wx.astype(dtype), Wh.astype(dtype), b.astype(dtype)
    h = h0.astype(dtype)
    c = c0.astype(dtype)
    states = np.zeros((batch, steps, H), dtype)
    for t in range(steps):
        x_t = x[:, t]
        a = x_t @ Wx + h @ Wh + b
        i = sigmoid(a[:, :H])
        f = sigmoid(a[:, H : 2 * H])
        g = np.tanh(a[:, 2 * H : 3 * H])
        o = sigmoid(a[:, 3 * H :])
        c = f * c + i * g
        h = o * np.tanh(c)
        states[:, t] = h
    return states


def sigmoid(a):
    return (1 + np.tanh(a / 2)) / 2
