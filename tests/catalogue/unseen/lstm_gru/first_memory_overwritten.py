import numpy as np


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c = _real(x), _real(h0), _real(c0)
    Wx, Wh, b = _real(Wx), _real(Wh), _real(b)
    B, T, D = x.shape
    H = h.shape[1]
    states = np.zeros((B, T, H), dtype=x.dtype)
    memories = np.zeros((B, T, H), dtype=x.dtype)
    for t in range(T):
        a = x[:, t, :] @ Wx + h @ Wh + b
        i, f, o = _sigmoid(a[:, :H]), _sigmoid(a[:, H : 2 * H]), _sigmoid(a[:, 3 * H :])
        g = np.tanh(a[:, 2 * H : 3 * H])
        c *= f
        c += i * g
        h = o * np.tanh(c)
        states[:, t, :] = h
        memories[:, t, :] = c
    return states, memories
