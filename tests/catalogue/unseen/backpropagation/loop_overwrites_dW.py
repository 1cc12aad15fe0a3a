import numpy as np


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    dx = np.zeros_like(x)
    dW = np.zeros_like(W)
    db = np.zeros(W.shape[1], dtype=W.dtype)
    for i in range(x.shape[0]):
        dx[i] = W @ dout[i]
        dW = np.outer(x[i], dout[i])
        db = db + dout[i]
    return dx, dW, db
