import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(v) for v in (x, h, Wz, Wr, Wh))
    H = h.shape[1]

    def product(state, W):
        return np.einsum("bk,kh->bh", state, W[:H]) + np.einsum("bd,dh->bh", x, W[H:])

    r = _sigmoid(product(h, Wr))
    new = np.tanh(product(h * r, Wh))
    z = _sigmoid(product(h, Wz))
    return z * new + (1 - z) * h
