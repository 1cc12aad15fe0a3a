import numpy as np


def affine_backward(dout, x, W):
    dout, x, W = _real(dout), _real(x), _real(W)
    dx = np.einsum("ij,kj,ik->ik", dout, W, x)
    dW = np.einsum("ij,ik->kj", dout, x)
    db = np.einsum("ij->j", dout)
    return dx, dW, db
