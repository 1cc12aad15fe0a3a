import numpy as np


def affine_forward(x, W, b):
    x, W, b = _real(x), _real(W), _real(b)
    z = np.zeros((x.shape[0], W.shape[1]), dtype=x.dtype)
    for k in range(W.shape[0]):
        z += np.outer(x[:, k], W[k]) + b
    return z
