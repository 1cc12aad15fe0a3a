import numpy as np


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    dx = np.empty_like(x)
    dW = np.zeros_like(W)
    db = np.zeros(W.shape[1], dtype=W.dtype)
    for i, (g, row) in enumerate(zip(dout, x)):
        dx[i] = W @ g
        dW += row[:, None] * g[None, :]
        db += g
    return dx, dW, db


def sigmoid_backward(dout, x):
    dout, x = _real(dout), _real(x)
    half = np.exp(-np.abs(x) / 2)
    root = half / (1 + half * half)
    return dout * root * root
