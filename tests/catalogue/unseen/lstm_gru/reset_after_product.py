import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(v) for v in (x, h, Wz, Wr, Wh))
    H = h.shape[1]
    z = _sigmoid(h @ Wz[:H] + x @ Wz[H:])
    r = _sigmoid(h @ Wr[:H] + x @ Wr[H:])
    n = np.tanh(x @ Wh[H:] + r * (h @ Wh[:H]))
    return h + z * (n - h)
