"""Wx is transposed where it is square, with D = 4H.

Caught by: hidden/test_lstm_forward.py::test_as_many_sequences_as_steps
"""

import numpy as np


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c, Wx, Wh, b = (_real(a) for a in (x, h0, c0, Wx, Wh, b))
    Wx = Wx.T if Wx.shape[0] == Wx.shape[1] else Wx
    states, memories = [], []
    for t in range(x.shape[1]):
        a_i, a_f, a_g, a_o = np.split(x[:, t] @ Wx + h @ Wh + b, 4, axis=1)
        c = _sigmoid(a_f) * c + _sigmoid(a_i) * np.tanh(a_g)
        h = _sigmoid(a_o) * np.tanh(c)
        states.append(h)
        memories.append(c)
    return np.stack(states, axis=1), np.stack(memories, axis=1)
