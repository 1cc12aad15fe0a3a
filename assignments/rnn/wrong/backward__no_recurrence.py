"""Your steps do not talk to one another: a state gets only its own upstream gradient. Each state also feeds
the next step; look at what step t has to hand back to step t - 1.
"""

import numpy as np


def _unrolled(x, h0, Wx, Wh, b):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(x[:, t] @ Wx + h @ Wh + b)
        states.append(h)
    return np.stack(states, axis=1)


def rnn_backward(dh, x, h0, Wx, Wh, b):
    states = _unrolled(x, h0, Wx, Wh, b)
    before = np.concatenate([h0[:, None], states[:, :-1]], axis=1)
    da = dh * (1 - states**2)
    dWx, dWh = np.einsum("btd,bth->dh", x, da), np.einsum("btk,bth->kh", before, da)
    return da @ Wx.T, da[:, 0] @ Wh.T, dWx, dWh, da.sum(axis=(0, 1))
