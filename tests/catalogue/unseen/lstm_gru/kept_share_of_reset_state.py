import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = map(_real, (x, h, Wz, Wr, Wh))
    hx = np.hstack([h, x])
    z = _sigmoid(hx @ Wz)
    r = _sigmoid(hx @ Wr)
    h = r * h
    h_hat = np.tanh(np.hstack([h, x]) @ Wh)
    return (1 - z) * h + z * h_hat
