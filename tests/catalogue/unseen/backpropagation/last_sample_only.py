import numpy as np


def affine_backward(dout, x, W):
    dout = np.asarray(dout)
    x = np.asarray(x)
    W = np.asarray(W)
    if dout.dtype.kind != "f":
        dout = dout.astype(float)
    if x.dtype.kind != "f":
        x = x.astype(float)
    if W.dtype.kind != "f":
        W = W.astype(float)
    dx = np.zeros_like(x)
    dW = np.zeros_like(W)
    db = np.zeros(W.shape[1], dtype=dout.dtype)
    for i in range(x.shape[0]):
        dx[i] = W @ dout[i]
        dW = np.outer(x[i], dout[i])
        db = db + dout[i]
    return dx, dW, db
