import numpy as np


def affine_backward(dout, x, W):
    g, x, W = [a if np.issubdtype(a.dtype, np.floating) else a.astype(np.float64) for a in (np.asarray(dout), np.asarray(x), np.asarray(W))]
    grad_x = np.inner(g, W)
    grad_W = (g.T @ x).reshape(W.shape)
    grad_b = np.ones(len(g), g.dtype) @ g
    return grad_x, grad_W, grad_b
