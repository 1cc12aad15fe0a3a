import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = [_real(a) for a in (dh, x, h0, Wx, Wh, b)]
    dtype = np.result_type(x, h0, Wx, Wh, b)
    dh, x, h0, Wx, Wh, b = (a.astype(dtype) for a in (dh, x, h0, Wx, Wh, b))
    states = [h0]
    for t in range(x.shape[1]):
        states.append(rnn_step(x[:, t], states[-1], Wx, Wh, b))
    dx = np.empty_like(x)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    da = np.zeros_like(h0)
    for t in reversed(range(x.shape[1])):
        g = dh[:, t] + da @ Wh.T
        da = g * (1 - states[t + 1] ** 2)
        dx[:, t] = da @ Wx.T
        dWx += np.einsum("bd,bh->dh", x[:, t], da)
        dWh += np.einsum("bk,bh->kh", states[t], da)
        db += da.mean(axis=0)
    dh0 = da
    return dx, dh0, dWx, dWh, db
