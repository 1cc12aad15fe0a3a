import numpy as np


def gru_forward(x, h0, Wz, Wr, Wh):
    x = np.asarray(x)
    h = np.array(h0)
    if h.dtype.kind != "f":
        h = h.astype(np.float64)
    history = []
    for t in range(x.shape[1]):
        h[...] = gru_step(x[:, t], h, Wz, Wr, Wh)
        history.append(h)
    return np.stack(history, axis=1)
