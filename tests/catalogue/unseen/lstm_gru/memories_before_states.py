import numpy as np


def lstm_forward(x, h0, c0, Wx, Wh, b):
    def real(a):
        a = np.asarray(a)
        return a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64)

    x, Wx, Wh, b = real(x), real(Wx), real(Wh), real(b)
    H = Wh.shape[0]
    cell = [(Wx[:, k : k + H], Wh[:, k : k + H], b[k : k + H]) for k in (0, H, 2 * H, 3 * H)]
    h, c = real(h0), real(c0)
    cs, hs = [], []
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, *cell)
        cs.append(c)
        hs.append(h)
    return tuple(np.stack(track, axis=1) for track in (cs, hs))
