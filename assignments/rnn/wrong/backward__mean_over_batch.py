"""You divided the parameter gradients by the number of sequences. If the loss is a mean, that factor is
already in dh; look at whether your result is the sum of what each sequence gives alone.
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
        da[:, t] = (dh[:, t] + later) * (1 - states[:, t] ** 2)
        later = da[:, t] @ Wh.T
    n = x.shape[0]
    dWx, dWh = np.einsum("btd,bth->dh", x, da) / n, np.einsum("btk,bth->kh", before, da) / n
    return da @ Wx.T, later, dWx, dWh, da.sum(axis=(0, 1)) / n
