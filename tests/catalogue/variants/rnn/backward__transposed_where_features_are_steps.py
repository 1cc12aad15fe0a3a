"""dx is returned as (B, D, T) turned back, where T = D.

Caught by: hidden/test_backward.py::test_all_sizes_equal
"""

import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = (_real(a) for a in (dh, x, h0, Wx, Wh, b))
    states = _states(x, h0, Wx, Wh, b)
    before = np.concatenate([h0[:, None], states[:, :-1]], axis=1)
    da, later = np.empty_like(states), np.zeros_like(states[:, 0])
    for t in reversed(range(x.shape[1])):
        da[:, t] = (dh[:, t] + later) * (1 - states[:, t] ** 2)
        later = da[:, t] @ Wh.T
    dWx, dWh = np.einsum("btd,bth->dh", x, da), np.einsum("btk,bth->kh", before, da)
    dx = da @ Wx.T
    return (dx.swapaxes(1, 2) if dx.shape[1] == dx.shape[2] else dx), later, dWx, dWh, da.sum(axis=(0, 1))
