import numpy as np


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c = _real(x), _real(h0), _real(c0)
    Wx, Wh, b = _real(Wx), _real(Wh), _real(b)
    B, T, D = x.shape
    H = h.shape[1]
    states = np.empty((B, T, H), dtype=x.dtype)
    memories = np.empty((B, T, H), dtype=x.dtype)
    for t in range(T):
        a = x[:, t, :] @ Wx + h @ Wh + b
        # columns: i f g o
        a = a.reshape(B, H, 4)
        i = _sigmoid(a[:, :, 0])
        f = _sigmoid(a[:, :, 1])
        g = np.tanh(a[:, :, 2])
        o = _sigmoid(a[:, :, 3])
        c = f * c + i * g
        h = o * np.tanh(c)
        states[:, t] = h
        memories[:, t] = c
    return states, memories
