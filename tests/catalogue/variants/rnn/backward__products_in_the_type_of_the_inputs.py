"""The forward pass is computed in int8 or uint8, so its products wrap around.

Caught by: hidden/test_backward.py::test_dtypes_and_memory_layouts
"""

import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    h, states = h0, []
    for t in range(x.shape[1]):
        h = np.tanh(_real(x[:, t] @ Wx + h @ Wh + b))
        states.append(h)
    states = np.stack(states, axis=1)
    before = np.concatenate([_real(h0)[:, None], states[:, :-1]], axis=1)
    da, later = np.empty_like(states), np.zeros_like(states[:, 0])
    for t in reversed(range(x.shape[1])):
        da[:, t] = (dh[:, t] + later) * (1 - states[:, t] ** 2)
        later = da[:, t] @ Wh.T
    dWx, dWh = np.einsum("btd,bth->dh", x, da), np.einsum("btk,bth->kh", before, da)
    return da @ Wx.T, later, dWx, dWh, da.sum(axis=(0, 1))
