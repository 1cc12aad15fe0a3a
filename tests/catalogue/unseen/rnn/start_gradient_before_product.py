import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = (np.asarray(a) for a in (dh, x, h0, Wx, Wh, b))
    if x.dtype.kind != "f" or h0.dtype.kind != "f":
        dh, x, h0, Wx, Wh, b = (a.astype(np.float64) for a in (dh, x, h0, Wx, Wh, b))
    xs = np.moveaxis(x, 1, 0)
    old, slopes = [], []
    h = h0
    for xt in xs:
        old.append(h)
        h = np.tanh(xt @ Wx + h @ Wh + b)
        slopes.append((1 + h) * (1 - h))
    da = [None] * len(xs)
    da[-1] = dh[:, -1] * slopes[-1]
    for t in range(len(xs) - 2, -1, -1):
        da[t] = (dh[:, t] + da[t + 1] @ Wh.T) * slopes[t]
    dx = np.stack([d @ Wx.T for d in da], axis=1)
    dWx = sum(xt.T @ d for xt, d in zip(xs, da))
    dWh = sum(h_old.T @ d for h_old, d in zip(old, da))
    db = sum(d.sum(0) for d in da)
    return dx, da[0], dWx, dWh, db
