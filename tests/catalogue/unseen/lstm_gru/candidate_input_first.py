import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h = _real(x), _real(h)
    concat = np.concatenate((h, x), axis=1)
    z = _sigmoid(concat @ _real(Wz))
    r = _sigmoid(concat @ _real(Wr))
    cand_in = np.concatenate((x, r * h), axis=1)
    cand = np.tanh(cand_in @ _real(Wh))
    return (1 - z) * h + z * cand
