import numpy as np


def rnn_backward(dh, x, h0, Wx, Wh, b):
    dh, x, h0, Wx, Wh, b = map(_real, (dh, x, h0, Wx, Wh, b))
    n_steps = x.shape[1]
    states = _states(x, h0, Wx, Wh, b)
    dx = np.empty_like(x)
    dnext = np.zeros_like(h0)
    for t in reversed(range(n_steps)):
        prev = states[:, t - 1] if t > 0 else h0
        dz = (dh[:, t] + dnext) * (1 - states[:, t] * states[:, t])
        dx[:, t] = dz @ Wx.T
        dWx = x[:, t].T @ dz
        dWh = prev.T @ dz
        db = np.sum(dz, axis=0)
        dnext = dz @ Wh.T
    return dx, dnext, dWx, dWh, db
