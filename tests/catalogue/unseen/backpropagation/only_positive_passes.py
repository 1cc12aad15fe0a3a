import numpy as np


def relu_backward(dout, x):
    g = np.asarray(dout)
    x = np.asarray(x)
    if g.dtype.kind != "f":
        g = g.astype(float)
    if x.dtype.kind != "f":
        x = x.astype(float)
    dx = np.zeros_like(g)
    passes = np.minimum(x, g) > 0
    dx[passes] = g[passes]
    return dx
