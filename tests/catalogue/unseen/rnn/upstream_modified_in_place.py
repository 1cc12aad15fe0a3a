import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = (_real(a) for a in (dh, x, h0, Wx, Wh, b))
    states = _states(x, h0, Wx, Wh, b)
    T = x.shape[1]
    da = np.empty_like(states)
    for t in range(T - 1, -1, -1):
        if t < T - 1:
            # add what comes back from the next step
            dh[:, t] += da[:, t + 1] @ Wh.T
        da[:, t] = dh[:, t] * (1 - states[:, t] ** 2)
    dh0 = da[:, 0] @ Wh.T
    dWx = np.tensordot(x, da, axes=([0, 1], [0, 1]))
    dWh = h0.T @ da[:, 0]
    for t in range(1, T):
        dWh = dWh + states[:, t - 1].T @ da[:, t]
    return da @ Wx.T, dh0, dWx, dWh, da.sum(axis=1).sum(axis=0)
