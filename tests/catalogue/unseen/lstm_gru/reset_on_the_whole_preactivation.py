import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    hx = np.hstack([h, x])
    z = _sigmoid(hx @ Wz)
    r = _sigmoid(hx @ Wr)
    h_hat = np.tanh(r * (hx @ Wh))
    return (1 - z) * h + z * h_hat
