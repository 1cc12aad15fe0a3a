import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    cast = lambda a: np.asarray(a) if np.asarray(a).dtype.kind == "f" else np.asarray(a).astype(float)
    dh, x, h0, Wx, Wh, b = map(cast, (dh, x, h0, Wx, Wh, b))
    T = x.shape[1]
    hs = [h0]
    for t in range(T):
        hs.append(np.tanh(x[:, t] @ Wx + hs[-1] @ Wh + b))
    dx, dWx, dWh, db = np.zeros_like(x), np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    back = np.zeros_like(h0)
    for t in range(T - 1, -1, -1):
        g = dh[:, t] * (1 - hs[t + 1] ** 2) + back
        dx[:, t] = g @ Wx.T
        dWx += x[:, t].T @ g
        dWh += hs[t].T @ g
        db += g.sum(axis=0)
        back = g @ Wh.T
    return dx, back, dWx, dWh, db
