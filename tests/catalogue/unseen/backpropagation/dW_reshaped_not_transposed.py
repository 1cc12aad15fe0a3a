import numpy as np


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    dx = np.dot(dout, W.T)
    dW = np.dot(dout.T, x).reshape(W.shape)
    db = np.sum(dout, axis=0)
    return dx, dW, db
