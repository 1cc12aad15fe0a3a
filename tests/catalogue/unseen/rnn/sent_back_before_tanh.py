import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = (_real(a) for a in (dh, x, h0, Wx, Wh, b))
    B, T, D = x.shape
    H = h0.shape[1]
    h = _states(x, h0, Wx, Wh, b)
    h_prev = np.concatenate([h0[:, None, :], h[:, :-1]], axis=1)
    delta = np.zeros((B, T, H), dtype=h.dtype)
    back = np.zeros((B, H), dtype=h.dtype)
    for t in range(T)[::-1]:
        g = dh[:, t] + back
        delta[:, t] = g * (1 - h[:, t] ** 2)
        back = g @ Wh.T
    dx = delta @ Wx.T
    flat = delta.reshape(B * T, H)
    dWx = x.reshape(B * T, D).T @ flat
    dWh = h_prev.reshape(B * T, H).T @ flat
    return dx, back, dWx, dWh, flat.sum(axis=0)
