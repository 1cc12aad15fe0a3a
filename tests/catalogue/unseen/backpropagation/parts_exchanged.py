import numpy as np


def affine_backward(dout, x, W):
    g = np.asarray(dout)
    g = g if g.dtype.kind == "f" else g.astype(np.float64)
    x = np.asarray(x)
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    W = np.asarray(W)
    W = W if W.dtype.kind == "f" else W.astype(np.float64)
    db = np.add.reduce(g, axis=0)
    dW = np.dot(x.T, g)
    dx = np.dot(g, W.T)
    return dx, db, dW
