import numpy as np


def affine_backward(dout, x, W):
    dout = _real(dout)
    x = _real(x)
    W = _real(W)
    dx = np.dot(dout, W.T)
    dW = np.dot(dout.T, x)
    db = dout.sum(0)
    return dx, dW, db
