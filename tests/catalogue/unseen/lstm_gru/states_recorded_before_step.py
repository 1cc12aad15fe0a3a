import numpy as np


def gru_forward(x, h0, Wz, Wr, Wh):
    x, h = _real(x), _real(h0)
    B, T, D = x.shape
    H = h.shape[1]
    hs = np.zeros((B, T, H), dtype=x.dtype)
    for t in range(T):
        hs[:, t, :] = h
        h = gru_step(x[:, t, :], h, Wz, Wr, Wh)
    return hs
