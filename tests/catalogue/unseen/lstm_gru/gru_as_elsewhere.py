import numpy as np


def gru_step(x, h, Wz, Wr, Wh):
    x, h, Wz, Wr, Wh = (_real(a) for a in (x, h, Wz, Wr, Wh))
    inp = np.concatenate((x, h), axis=1)
    z = _sigmoid(inp @ Wz)
    r = _sigmoid(inp @ Wr)
    n = np.tanh(np.concatenate((x, r * h), axis=1) @ Wh)
    return (1 - z) * n + z * h
