import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = map(_real, (dh, x, h0, Wx, Wh, b))
    states, _ = rnn_forward(x, h0, Wx, Wh, b, np.eye(len(b), dtype=b.dtype))
    T = x.shape[1]
    prev = np.concatenate((h0[:, None, :], states[:, : T - 1]), axis=1)
    da = dh * (1 - states**2)  # through the tanh
    for t in range(T - 2, -1, -1):
        da[:, t] += da[:, t + 1] @ Wh.T  # what comes back from the next step
    dx = da @ Wx.T
    dWx = np.tensordot(x, da, axes=([0, 1], [0, 1]))
    dWh = np.tensordot(prev, da, axes=([0, 1], [0, 1]))
    return dx, da[:, 0] @ Wh.T, dWx, dWh, da.sum(axis=1).sum(axis=0)
