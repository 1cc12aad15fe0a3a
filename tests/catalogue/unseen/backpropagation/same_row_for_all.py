import numpy as np


def affine_backward(dout, x, W):
    dout, x, W = np.asarray(dout), np.asarray(x), np.asarray(W)
    if not np.issubdtype(dout.dtype, np.floating):
        dout = dout.astype(np.float64)
    if not np.issubdtype(x.dtype, np.floating):
        x = x.astype(np.float64)
    if not np.issubdtype(W.dtype, np.floating):
        W = W.astype(np.float64)
    total = dout.sum(axis=0)
    db = total
    dW = np.tensordot(x, dout, axes=(0, 0))
    dx = np.empty_like(x)
    dx[:] = W @ total
    return dx, dW, db.copy()
