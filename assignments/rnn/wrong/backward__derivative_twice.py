"""You multiplied by the derivative of tanh a second time on the way to the previous state. It is already in
the gradient of the pre-activation; look at what that is multiplied with to reach h of the step before.
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
    da, later = np.empty_like(states), 0.0
    for t in reversed(range(x.shape[1])):
        slope = 1 - states[:, t] ** 2
        da[:, t] = (dh[:, t] + later) * slope
        later = (da[:, t] * slope) @ Wh.T
    dWx, dWh = np.einsum("btd,bth->dh", x, da), np.einsum("btk,bth->kh", before, da)
    return da @ Wx.T, later, dWx, dWh, da.sum(axis=(0, 1))
