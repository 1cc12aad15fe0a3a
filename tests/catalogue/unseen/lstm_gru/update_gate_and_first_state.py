import numpy as np


def fp(a):
    a = np.asarray(a)
    return a if a.dtype.kind == "f" else a.astype(np.float64)


def gru_step(x, h, Wz, Wr, Wh):
    x, h = fp(x), fp(h)
    both = np.hstack((h, x))
    z, r = (np.exp(-np.logaddexp(0, -(both @ fp(W)))) for W in (Wz, Wr))
    n = np.tanh(np.hstack((r * h, x)) @ fp(Wh))
    return z * h + (1 - z) * n


def gru_forward(x, h0, Wz, Wr, Wh):
    x, h = fp(x), fp(h0)
    path = np.zeros((x.shape[0], x.shape[1], h.shape[1]), h.dtype)
    for t in range(x.shape[1]):
        path[:, t] = h
        h = gru_step(x[:, t], h, Wz, Wr, Wh)
    return path
