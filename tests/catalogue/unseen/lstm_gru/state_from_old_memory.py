import numpy as np


def lstm_forward(x, h0, c0, Wx, Wh, b):
    x, h, c, Wx, Wh, b = (_real(a) for a in (x, h0, c0, Wx, Wh, b))
    n = h.shape[1]
    hs, cs = [], []
    for t in range(x.shape[1]):
        z = x[:, t] @ Wx + h @ Wh + b
        i, f, o = _sigmoid(z[:, :n]), _sigmoid(z[:, n:2 * n]), _sigmoid(z[:, 3 * n:])
        g = np.tanh(z[:, 2 * n:3 * n])
        h, c = o * np.tanh(c), f * c + i * g
        hs.append(h)
        cs.append(c)
    return np.stack(hs, 1), np.stack(cs, 1)
