import numpy as np


def affine_forward(x, W, b):
    x, W, b = _real(x), _real(W), _real(b)
    return np.dot(x, W + b)
