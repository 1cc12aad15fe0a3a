import numpy as np


def gru_forward(x, h0, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h0, Wz, Wr, Wh))
    B, T, D = x.shape
    out = np.zeros((B, T, h.shape[1]), dtype=h.dtype)
    for t in range(T):
        out[:, t, :] = h
        h = gru_step(x[:, t, :], h, Wz, Wr, Wh)
    return out
