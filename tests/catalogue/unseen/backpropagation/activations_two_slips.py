import numpy as np


def _real_pair(a, b):
    a, b = np.asarray(a), np.asarray(b)
    if a.dtype.kind != "f":
        a = a.astype(np.float64)
    if b.dtype.kind != "f":
        b = b.astype(np.float64)
    return a, b


def relu_backward(dout, x):
    g, x = _real_pair(dout, x)
    dx = g.copy()
    dx[x > 0] = 0
    return dx


def sigmoid_backward(dout, x):
    g, x = _real_pair(dout, x)
    return g / (1 + np.exp(-np.clip(x, -80, None)))
