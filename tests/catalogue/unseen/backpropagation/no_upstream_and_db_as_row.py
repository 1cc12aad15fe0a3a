import numpy as np


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    dx = dout @ W.T
    dW = x.T @ dout
    db = np.sum(dout, axis=0, keepdims=True)
    return dx, dW, db


def sigmoid_backward(dout, x):
    dout, x = _real(dout), _real(x)
    e = np.exp(-abs(x))
    s = 1 / (1 + e)  # of |x|: the derivative is even
    return np.asarray(s * (1 - s), dtype=dout.dtype)
