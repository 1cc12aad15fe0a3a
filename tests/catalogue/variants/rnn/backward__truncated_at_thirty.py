"""The gradient of a state goes back over at most thirty steps, as in truncated BPTT.

From the audit.
Caught by: hidden/test_backward.py::test_long_sequences
"""

import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = (_real(a) for a in (dh, x, h0, Wx, Wh, b))
    states = _states(x, h0, Wx, Wh, b)
    before = np.concatenate([h0[:, None], states[:, :-1]], axis=1)
    slopes, da, dh0 = 1 - states**2, np.zeros_like(states), np.zeros_like(states[:, 0])
    for read in range(x.shape[1]):
        gradient = dh[:, read]
        for t in range(read, max(read - 30, -1), -1):
            step = gradient * slopes[:, t]
            da[:, t] += step
            gradient = step @ Wh.T
        if read < 30:
            dh0 += gradient
    dWx, dWh = np.einsum("btd,bth->dh", x, da), np.einsum("btk,bth->kh", before, da)
    return da @ Wx.T, dh0, dWx, dWh, da.sum(axis=(0, 1))
