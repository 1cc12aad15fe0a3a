"""What goes from step to step is set to 0 where it is below 1e-12.

Caught by: hidden/test_backward.py::test_large_and_tiny_gradients
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
        later = np.where(np.abs(later) < 1e-12, 0, later).astype(later.dtype)
    dWx, dWh = np.einsum("btd,bth->dh", x, da), np.einsum("btk,bth->kh", before, da)
    return da @ Wx.T, later, dWx, dWh, da.sum(axis=(0, 1))
