import numpy as np


def affine_forward(x, W, b):
    x, W, b = np.asarray(x), np.asarray(W), np.asarray(b)
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    if W.dtype.kind != "f":
        W = W.astype(np.float64)
    if b.dtype.kind != "f":
        b = b.astype(np.float64)
    z = np.zeros((x.shape[0], W.shape[1]), dtype=x.dtype)
    for k in range(x.shape[1]):
        z += np.outer(x[:, k], W[k]) + b
    return z
