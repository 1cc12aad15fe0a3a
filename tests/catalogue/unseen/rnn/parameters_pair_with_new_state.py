import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = (_real(a) for a in (dh, x, h0, Wx, Wh, b))
    dtype = np.result_type(x, h0, Wx, Wh, b)
    dh, x, h0, Wx, Wh, b = (a.astype(dtype) for a in (dh, x, h0, Wx, Wh, b))
    B, T, D = x.shape
    hs = np.empty(dh.shape, dtype=dh.dtype)
    h = h0
    for t in range(T):
        h = rnn_step(x[:, t], h, Wx, Wh, b)
        hs[:, t] = h
    dx = np.zeros_like(x)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    dh_next = np.zeros_like(h0)
    for t in range(T - 1, -1, -1):
        dtotal = dh[:, t] + dh_next
        da = dtotal * (1 - hs[:, t] * hs[:, t])
        dx[:, t] = da @ Wx.T
        dWx += x[:, t].T @ da
        dWh += hs[:, t].T @ da
        db += da.sum(axis=0)
        dh_next = da @ Wh.T
    return dx, dh_next, dWx, dWh, db
