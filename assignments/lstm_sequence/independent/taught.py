"""Step by step, as it is taught: pre-activations, gates, memory, state."""

import numpy as np


def lstm_sequence(x, h0, c0, Wx, Wh, b):
    batch, steps, features = x.shape if x.ndim == 3 else (0, 0, 0)
    units = h0.shape[-1]
    wide = 4 * units
    shapes = [a.shape for a in (h0, c0, Wx, Wh, b)]
    if not batch or shapes != [(batch, units), (batch, units), (features, wide), (units, wide), (wide,)]:
        raise ValueError("the shapes do not fit each other")
    dtype = np.result_type(*(a.dtype for a in (x, h0, c0, Wx, Wh, b)), 1.0)
    x, Wx, Wh, b = x.astype(dtype), Wx.astype(dtype), Wh.astype(dtype), b.astype(dtype)
    H = units
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
