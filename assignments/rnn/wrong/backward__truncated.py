"""You went back one step from each state and stopped. A state depends on all inputs before it, not just on
the last two; look at what your loop passes on when it moves to an earlier step.
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
    own = dh * (1 - states**2)
    da = 1.0 * own
    da[:, :-1] += (own[:, 1:] @ Wh.T) * (1 - states[:, :-1] ** 2)
    dWx, dWh = np.einsum("btd,bth->dh", x, da), np.einsum("btk,bth->kh", before, da)
    return da @ Wx.T, da[:, 0] @ Wh.T, dWx, dWh, da.sum(axis=(0, 1))
